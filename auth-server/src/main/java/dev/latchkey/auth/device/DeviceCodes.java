package dev.latchkey.auth.device;

import java.time.Duration;

/** What a device is given: the code it asks with, and the one a person types. Neither can be had again. */
record DeviceCodes(String deviceCode, String userCode, Duration lifetime, Duration pollInterval) {}
