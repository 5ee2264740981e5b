package dev.latchkey.auth.session;

/** How strong a sign-in has to be, as the policy said when it began. */
public enum Demand {
    /** One factor is enough for this account. */
    ONE_FACTOR,
    /** One factor is enough, and whoever added nothing better than a telephone is asked for a code by SMS as well. */
    ONE_FACTOR_AND_SMS,
    /** The account has to show two, but not in this browser, which it chose to trust. */
    ONE_FACTOR_ON_TRUSTED_DEVICE,
    /** Two factors of different kinds. */
    TWO_FACTORS
}
