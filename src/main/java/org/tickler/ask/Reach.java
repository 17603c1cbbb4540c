package org.tickler.ask;

/** For how many a mail was written: what bulk mail asks is no task, what a person asks may be. */
public enum Reach {
    /** From a person, to people or to a list of people. */
    PERSONAL,
    /** Written by a machine, but perhaps about this reader's own business. */
    AUTOMATIC,
    /** Newsletter, marketing, cold outreach, phishing. */
    BULK
}
