"""From typed core and offer to a decision."""
