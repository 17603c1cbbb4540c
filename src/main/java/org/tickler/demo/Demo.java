package org.tickler.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tickler.config.WebSettings;
import org.tickler.watch.HealthRules;
import org.tickler.web.Web;

/**
 * The demonstration: the loop on embedded servers, told as a story, then left to be played with.
 */
public final class Demo implements AutoCloseable {
    private final World world;
    private final Opening opening;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Web web;

    private Demo(World world, Opening opening) {
        this.world = world;
        this.opening = opening;
    }

    /**
     * Sets the stage.
     *
     * @param note a note or mail to tell the story with, or null for the built-in ones
     * @param out where every message sent is kept, or null
     * @param port where the page will be served: mails link to it
     */
    public static Demo prepare(
            InstantSource real, @Nullable Path note, @Nullable Path out, int port) {
        var pen = new Pen(Cast.ZONE);
        Opening opening =
                note == null ? Opening.builtIn(pen) : Opening.of(note, pen, real.instant());
        return new Demo(new World(real, opening.start(), out, port), opening);
    }

    /** Tells the story; true if every step of it happened. */
    public boolean tell(PrintStream out) {
        try {
            return new Story(world, out).tell(opening);
        } catch (RuntimeException failure) {
            if (isClosed()) {
                return false;
            }
            throw failure;
        }
    }

    /** Another note arrives, and its proposals wait in Lee's mailbox for whoever plays on. */
    public void playOn() {
        Opening.Arriving note = Opening.encore(world.pen(), world.clock().instant());
        world.post(note.from(), Cast.TRACKER, note.raw());
        world.turn();
    }

    /**
     * Serves the page with the demo's mailboxes; returns its address.
     *
     * @throws Web.StartException if the port cannot be used
     */
    public String serve(int port) {
        world.openFeed();
        var page =
                new Web(
                        new WebSettings(true, "127.0.0.1", port),
                        world.core().jdbi(),
                        world.clock(),
                        HealthRules.usual(List.of()),
                        world.core().feeds(),
                        new BrowserDesk(world));
        page.start();
        web = page;
        return page.address();
    }

    /** Whether somebody ended it, maybe in the middle of the story. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Ends everything and leaves nothing behind; a second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (web != null) {
            web.stop();
        }
        world.close();
    }
}
