package dev.latchkey.auth.profile;

/** What the page after asking for deletion shows: how many days the account is kept. */
record DeletedPage(long days) {}
