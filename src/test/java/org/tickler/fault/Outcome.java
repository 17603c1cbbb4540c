package org.tickler.fault;

import java.util.List;

/**
 * What came of one group of faults.
 *
 * @param runs how often something was done to the program
 * @param told what happened, in numbers
 * @param problems every promise that was broken; empty if all were kept
 */
record Outcome(int runs, String told, List<String> problems) {}
