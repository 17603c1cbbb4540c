package org.tickler.language;

import java.util.Arrays;

/**
 * Hashed features of a sentence, none twice: a hash table, since to sort them took as long as to
 * find them.
 */
public final class FeatureSet {
    private int[] buckets = new int[512];
    private int size;

    /** The buckets plus one, each near the slot its number names; 0 is free. */
    private int[] slots = new int[2 * buckets.length];

    /** Adds the feature with this hash value, whose bits are mixed here. */
    public void add(int hash) {
        int mixed = hash ^ hash >>> 15;
        mixed *= 0x2c1b3c6d;
        mixed ^= mixed >>> 12;
        int bucket = mixed & SentenceFeatures.BUCKETS - 1;
        if (keep(bucket)) {
            buckets[size++] = bucket;
            if (size == buckets.length) {
                grow();
            }
        }
    }

    /** Whether the bucket is new. */
    private boolean keep(int bucket) {
        int slot = bucket & slots.length - 1;
        while (slots[slot] != 0) {
            if (slots[slot] == bucket + 1) {
                return false;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = bucket + 1;
        return true;
    }

    private void grow() {
        buckets = Arrays.copyOf(buckets, 2 * size);
        slots = new int[4 * size];
        for (int i = 0; i < size; i++) {
            keep(buckets[i]);
        }
    }

    /** The buckets, in the order in which they were added. */
    public int[] toArray() {
        return Arrays.copyOf(buckets, size);
    }
}
