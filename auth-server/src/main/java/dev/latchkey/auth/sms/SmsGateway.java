package dev.latchkey.auth.sms;

import java.util.UUID;

/** Whoever sends messages. */
interface SmsGateway {

    /**
     * @param id the same when a message is handed over again, which happens when nobody could say that it was taken
     * @return whether it was taken; if not, it is tried again for as long as its code works
     */
    boolean send(UUID id, SmsMessage message);
}
