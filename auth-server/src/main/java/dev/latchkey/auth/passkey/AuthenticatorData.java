package dev.latchkey.auth.passkey;

import java.nio.ByteBuffer;

/**
 * The fixed part of authenticator data (Web Authentication Level 3 §6.1), read once its signature has been found right: what
 * Spring Security's operations check and do not tell.
 *
 * @param userVerified whether the authenticator made sure that it is its owner who uses it
 * @param backedUp whether the credential is kept on more than this device
 * @param signCount how often it has signed; zero if it does not count
 */
record AuthenticatorData(boolean userVerified, boolean backedUp, long signCount) {

    private static final int FLAGS = 32;
    private static final int SIGN_COUNT = 33;
    private static final int USER_VERIFIED = 1 << 2;
    private static final int BACKED_UP = 1 << 4;

    static AuthenticatorData of(byte[] verified) {
        int flags = verified[FLAGS];
        long signCount = Integer.toUnsignedLong(ByteBuffer.wrap(verified).getInt(SIGN_COUNT));
        return new AuthenticatorData((flags & USER_VERIFIED) != 0, (flags & BACKED_UP) != 0, signCount);
    }
}
