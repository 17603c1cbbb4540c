package org.tickler.desk;

import java.time.InstantSource;
import org.tickler.bounce.Addresses;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.mail.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tickler address}: addresses that mail came back from. */
@Command(
        name = "address",
        description =
                "List addresses that are not written to because mail came back, or allow one.",
        mixinStandardHelpOptions = true)
public final class AddressCommand extends DeskCommands {
    public AddressCommand() {
        super("Say what to do: list or allow ADDRESS.");
    }

    @Command(description = "List them with the reason.", mixinStandardHelpOptions = true)
    int list() {
        try (Desk desk = Desk.open(settings())) {
            var stopped = desk.inTransaction(Addresses::stopped);
            if (stopped.isEmpty() && !json()) {
                System.out.println("Every address is written to.");
            }
            stopped.forEach(one -> print(desk, one));
            return ExitCode.DONE;
        }
    }

    private void print(Desk desk, Addresses.Stopped one) {
        if (json()) {
            Json.print(
                    Json.object()
                            .put("address", one.address().value())
                            .put("reason", one.reason())
                            .put("stoppedAt", one.stoppedAt().toString()),
                    System.out);
            return;
        }
        System.out.printf(
                "%s  %s  %s%n", one.address(), desk.moment(one.stoppedAt()), one.reason());
    }

    @Command(description = "Write to an address again.", mixinStandardHelpOptions = true)
    int allow(@Parameters(paramLabel = "ADDRESS") String written) {
        EmailAddress address;
        try {
            address = new EmailAddress(written);
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + written + "' is not a mail address");
        }
        try (Desk desk = Desk.open(settings())) {
            boolean allowed =
                    desk.inTransaction(handle ->
                            Addresses.allow(handle, address, InstantSource.system().instant()));
            if (json()) {
                Json.print(
                        Json.object().put("address", address.value()).put("wasStopped", allowed),
                        System.out);
                return ExitCode.DONE;
            }
            System.out.println(
                    allowed ? address + " is written to again." : address + " was not stopped.");
            return ExitCode.DONE;
        }
    }
}
