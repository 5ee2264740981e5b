package dev.latchkey.auth.sms;

/** A message as it is sent. A code is in it, so it ends in no log. */
record SmsMessage(String to, String text) {

    @Override
    public String toString() {
        return "SmsMessage";
    }
}
