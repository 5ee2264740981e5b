package dev.latchkey.auth.sms;

/** What a code is for; it is good for nothing else. */
enum SmsPurpose {
    /** To prove that a number that was typed is somebody's own. */
    NUMBER,
    /** To show the second factor. */
    SECOND_FACTOR
}
