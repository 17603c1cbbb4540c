package org.tickler.login;

/**
 * Lets us in for a while, in place of a password.
 *
 * @param fresh whether it was made for this very use, so that another would not do better
 */
record AccessToken(String value, boolean fresh) {
    /** Never shows itself. */
    @Override
    public String toString() {
        return fresh ? "(fresh token)" : "(token)";
    }
}
