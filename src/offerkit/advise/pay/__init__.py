"""Pay year by year: vesting, options, bonus, hours."""
