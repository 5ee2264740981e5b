package dev.latchkey.auth.device;

/** What the last page says: the device goes on, or it got nothing. */
record DeviceDonePage(boolean allowed, String applicationName) {}
