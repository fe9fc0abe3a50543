"""What people and programs get to see: diagnostics, pages, data. Depends on everything below it."""
