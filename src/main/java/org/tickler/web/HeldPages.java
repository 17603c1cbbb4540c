package org.tickler.web;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.HashMap;
import org.jdbi.v3.core.Jdbi;
import org.tickler.bounce.Addresses;
import org.tickler.guard.Hold;
import org.tickler.guard.Holds;
import org.tickler.mail.EmailAddress;
import org.tickler.page.PageData;

/** What is held back, with the button that lets it leave, and the addresses that were stopped. */
final class HeldPages implements HttpService {
    private static final String HERE = "/held";
    private static final int LISTED = 200;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Holds holds;
    private final Answers answers;
    private final FormNonces nonces = new FormNonces();

    HeldPages(Jdbi jdbi, InstantSource clock, Holds holds, Answers answers) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.holds = holds;
        this.answers = answers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(HERE, this::release).post("/held/address", this::allow);
        Pages.read(rules, HERE, this::held);
    }

    private void held(ServerRequest request, ServerResponse response) {
        Holds.Preview preview = holds.preview(LISTED);
        var parameters = new HashMap<String, Object>();
        parameters.put("reason", holds.current().map(Hold::detail).orElse(""));
        parameters.put("items", preview.items());
        parameters.put("dates", new PageData(jdbi, clock).dates(clock.instant()));
        parameters.put("total", preview.total());
        parameters.put("stopped", jdbi.withHandle(Addresses::stopped));
        parameters.put("nonce", nonces.issue());
        answers.page(response, "mail", "held", parameters);
    }

    private void release(ServerRequest request, ServerResponse response) {
        Parameters form = FormNonces.form(request);
        boolean drop = form.first("what").orElse("").equals("drop");
        if (nonces.accept(form)) {
            holds.release("page", drop);
        }
        back(response);
    }

    private void allow(ServerRequest request, ServerResponse response) {
        Parameters form = FormNonces.form(request);
        if (nonces.accept(form)) {
            var address = new EmailAddress(form.first("address").orElse(""));
            jdbi.useTransaction(handle -> Addresses.allow(handle, address, clock.instant()));
        }
        back(response);
    }

    private static void back(ServerResponse response) {
        response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, HERE).send();
    }
}
