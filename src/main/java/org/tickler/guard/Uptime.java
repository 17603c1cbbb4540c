package org.tickler.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A second clock that nobody sets: how long the computer has been running. */
@FunctionalInterface
public interface Uptime {
    /**
     * A look at it.
     *
     * @param boot names the start it counts from
     * @param millis since then, sleep included
     */
    record Reading(String boot, long millis) {}

    Reading read();

    /** The kernel's where it tells (Linux), else this process's own. */
    static Uptime ofMachine() {
        String process = "process-" + UUID.randomUUID();
        long start = System.nanoTime();
        return () -> {
            try {
                String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
                String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
                return new Reading(boot, (long) (Double.parseDouble(uptime) * 1000));
            } catch (IOException | NumberFormatException e) {
                return new Reading(process, (System.nanoTime() - start) / 1_000_000);
            }
        };
    }
}
