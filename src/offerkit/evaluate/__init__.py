"""From typed core and offer to decision."""
