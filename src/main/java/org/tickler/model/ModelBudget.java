package org.tickler.model;

/** How much a model may still be asked. Safe for use by many threads. */
public interface ModelBudget {
    /** For a single question that somebody asks by hand. */
    ModelBudget UNLIMITED =
            new ModelBudget() {
                @Override
                public boolean take(int sent) {
                    return true;
                }

                @Override
                public void received(int more) {}
            };

    /** Takes one call with so many characters to send; false if that is more than is left. */
    boolean take(int sent);

    /** Counts an answer; nobody knows its length beforehand, so it may exceed what is left. */
    void received(int more);
}
