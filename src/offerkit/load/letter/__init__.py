"""Offers from letters and mails: sentences, amounts in them, and forms that say what these mean."""
