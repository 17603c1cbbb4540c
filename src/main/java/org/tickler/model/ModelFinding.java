package org.tickler.model;

import java.util.List;
import org.tickler.extract.Candidate;

/** What came of asking the model about one mail. */
public sealed interface ModelFinding {
    /**
     * It answered.
     *
     * @param model what the server calls it
     * @param candidates what is left of its items after they were held against the mail
     */
    record Listed(String model, List<Candidate> candidates) implements ModelFinding {
        public Listed {
            candidates = List.copyOf(candidates);
        }
    }

    /** It was not asked, or gave no answer that can be used: the built-in reading counts. */
    record Fallback(Reason reason) implements ModelFinding {}

    /** Why the built-in reading counts. */
    enum Reason {
        BUDGET("the model's budget for the day is spent"),
        TOO_LONG("the mail is too long for the model"),
        RESTING("the model failed several times and is left alone for a while"),
        TIMED_OUT("the model did not answer in time"),
        UNREACHABLE("the model could not be reached"),
        REFUSED("the model's server refused"),
        UNUSABLE("the model's answer could not be used"),
        UNFOUNDED("nothing of what the model listed stands in the mail");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For the operator. */
        public String words() {
            return words;
        }
    }
}
