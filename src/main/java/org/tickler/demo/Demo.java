package org.tickler.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration: the loop on embedded servers, told as a story, then left to be played with.
 */
public final class Demo implements AutoCloseable {
    private final World world;
    private final Opening opening;

    private Demo(World world, Opening opening) {
        this.world = world;
        this.opening = opening;
    }

    /**
     * Sets the stage.
     *
     * @param note a note or mail to tell the story with, or null for the built-in ones
     * @param out where every message sent is kept, or null
     */
    public static Demo prepare(InstantSource real, @Nullable Path note, @Nullable Path out) {
        var pen = new Pen(Cast.ZONE);
        Opening opening =
                note == null ? Opening.builtIn(pen) : Opening.of(note, pen, real.instant());
        return new Demo(new World(real, opening.start(), out), opening);
    }

    /** Tells the story; true if every step of it happened. */
    public boolean tell(PrintStream out) {
        return new Story(world, out).tell(opening);
    }

    @Override
    public void close() {
        world.close();
    }
}
