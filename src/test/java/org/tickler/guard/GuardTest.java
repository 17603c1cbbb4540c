package org.tickler.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.guard.Hold.Reason;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;

class GuardTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Instant START = Instant.parse("2026-01-12T07:00:00Z");
    private static final UUID INSTANCE = UUID.fromString("00000000-0000-4000-8000-000000000001");

    @TempDir private Path folder;

    private final TestClock clock = TestClock.at(START);
    private long uptime = 1_000_000;
    private String boot = "boot-1";
    private int due;
    private int released;

    private final Waiting waiting =
            new Waiting() {
                @Override
                public int count(Handle handle, Instant now, int limit) {
                    return Math.min(due, limit);
                }

                @Override
                public List<Item> list(Handle handle, Instant now, int limit) {
                    return List.of(new Item("reminder", "lee@lee.example", "Send it", now));
                }

                @Override
                public int drop(Handle handle, Instant now) {
                    int dropped = due;
                    due = 0;
                    return dropped;
                }

                @Override
                public void released(Handle handle, Instant now) {
                    released++;
                }
            };
    private final Holds holds = new Holds(DATABASE.jdbi(), clock, List.of(waiting));

    @BeforeEach
    void empty() {
        DATABASE.jdbi()
                .useHandle(handle ->
                        handle.execute("truncate outbound_hold, instance_seal, clock_tick"));
    }

    private Guard guard(String name, @Nullable Path witness, String memory) {
        return new Guard(
                DATABASE.jdbi(),
                clock,
                INSTANCE,
                holds,
                new Place(name, witness, folder.resolve(memory)),
                () -> new Uptime.Reading(boot, uptime),
                100);
    }

    private Guard guard() {
        return guard("here", null, "data.seal");
    }

    private void pass(Duration time) {
        clock.advance(time);
        uptime += time.toMillis();
    }

    private Reason reason() {
        return holds.current().orElseThrow().reason();
    }

    @Test
    void nothingShouldBeHeldInOrdinaryTimes() {
        Guard guard = guard();
        for (int i = 0; i < 50; i++) {
            assertThat(guard.mayLeave()).isTrue();
            pass(Duration.ofMinutes(37));
        }
        // Another start, and another node without a memory of its own.
        assertThat(guard().mayLeave()).isTrue();
        assertThat(guard("here", null, "other.seal").mayLeave()).isTrue();
    }

    @Test
    void weekendWithoutTheProgramShouldHoldNothing() {
        assertThat(guard().mayLeave()).isTrue();
        boot = "boot-2";
        uptime = 60_000;
        clock.advance(Duration.ofDays(3));
        assertThat(guard().mayLeave()).isTrue();
        // A month, or a clock that is wrong by a month.
        boot = "boot-3";
        clock.advance(Duration.ofDays(31));
        assertThat(guard().mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.CLOCK);
    }

    @Test
    void copyOfTheDatabaseElsewhereShouldBeHeldOnce() {
        assertThat(guard().mayLeave()).isTrue();
        Guard copy = guard("elsewhere", null, "copy.seal");
        assertThat(copy.mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.COPIED);
        assertThat(holds.release("test", false)).contains(0);
        assertThat(released).isEqualTo(1);
        assertThat(copy.mayLeave()).isTrue();
        assertThat(holds.release("test", false)).isEmpty();
    }

    @Test
    void copiedDataFolderShouldBeKnownByItsFile() throws IOException {
        Path original = Files.writeString(folder.resolve("PG_VERSION"), "17");
        assertThat(guard("", original, "data.seal").mayLeave()).isTrue();
        Path copy = Files.copy(original, folder.resolve("copy"));
        assertThat(guard("", copy, "data.seal").mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.COPIED);
    }

    @Test
    void aSealThatCameWithTheDataShouldBeKnownForACopy() throws Exception {
        Path witness = Files.writeString(folder.resolve("PG_VERSION"), "18");
        assertThat(guard("", witness, "tickler.seal").mayLeave()).isTrue();
        assertThat(guard("", witness, "tickler.seal").mayLeave()).isTrue();
        // A backup of the whole folder, put back over its files: every number but the seal's stays.
        byte[] backup = Files.readAllBytes(folder.resolve("tickler.seal"));
        pass(Duration.ofMinutes(1));
        assertThat(guard("", witness, "tickler.seal").mayLeave()).isTrue();
        Files.write(folder.resolve("tickler.seal"), backup);
        Guard restored = guard("", witness, "tickler.seal");
        assertThat(restored.mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.RESTORED);
        holds.release("test", false);
        assertThat(restored.mayLeave()).as("it holds once").isTrue();
        assertThat(guard("", witness, "tickler.seal").mayLeave()).isTrue();
    }

    @Test
    void restoredBackupShouldBeKnownByWhatWasSeenOfItBefore() {
        Guard guard = guard();
        assertThat(guard.mayLeave()).isTrue();
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("create table backup as table instance_seal"));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMinutes(1));
            assertThat(guard.mayLeave()).isTrue();
        }
        DATABASE.jdbi()
                .useHandle(handle -> {
                    handle.execute("update instance_seal set beats = (select beats from backup)");
                    handle.execute("drop table backup");
                });
        // At once, without a restart.
        assertThat(guard.mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.RESTORED);
        holds.release("test", false);
        assertThat(guard.mayLeave()).isTrue();
    }

    @Test
    void clockThatJumpsShouldHoldEverythingInBothDirections() {
        Guard guard = guard();
        assertThat(guard.mayLeave()).isTrue();
        clock.advance(Duration.ofMinutes(59));
        assertThat(guard.mayLeave()).isTrue();
        clock.advance(Duration.ofMinutes(61));
        assertThat(guard.mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.CLOCK);
        assertThat(holds.current().orElseThrow().detail()).contains("61 minutes forwards");
        holds.release("test", false);
        assertThat(guard.mayLeave()).isTrue();
        clock.advance(Duration.ofHours(-3));
        assertThat(guard.mayLeave()).isFalse();
        assertThat(holds.current().orElseThrow().detail()).contains("180 minutes backwards");
        holds.release("test", false);
        assertThat(guard.mayLeave()).isTrue();
        pass(Duration.ofMinutes(5));
        assertThat(guard.mayLeave()).isTrue();
    }

    @Test
    void computerThatStartsWithAnOldClockShouldHold() {
        assertThat(guard().mayLeave()).isTrue();
        boot = "boot-2";
        clock.advance(Duration.ofHours(-2));
        assertThat(guard().mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.CLOCK);
    }

    @Test
    void floodShouldWaitForAWordAndThenEbb() {
        Guard guard = guard();
        due = 100;
        assertThat(guard.mayLeave()).isTrue();
        due = 101;
        assertThat(guard.mayLeave()).isFalse();
        assertThat(reason()).isEqualTo(Reason.FLOOD);
        assertThat(holds.preview(10).total()).isEqualTo(101);
        holds.release("test", false);
        assertThat(guard.mayLeave()).isTrue();
        due = 40;
        assertThat(guard.mayLeave()).isTrue();
        due = 200;
        assertThat(guard.mayLeave()).isFalse();
        assertThat(holds.release("test", true)).contains(200);
        assertThat(guard.mayLeave()).isTrue();
    }

    @Test
    void holdThatWasAskedForShouldStay() {
        assertThat(holds.hold(Reason.ASKED, "somebody")).isTrue();
        assertThat(holds.hold(Reason.ASKED, "again")).isFalse();
        assertThat(guard().mayLeave()).isFalse();
        holds.release("test", false);
        assertThat(guard().mayLeave()).isTrue();
    }
}
