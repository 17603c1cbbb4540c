package org.tickler.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.ask.People;
import org.tickler.ask.Reach;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Voice;
import org.tickler.config.ModelSettings;
import org.tickler.dates.DateFinder;
import org.tickler.extract.Candidate;
import org.tickler.extract.Extractor;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;
import org.tickler.model.ModelFinding.Reason;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the model of one mailbox what people's mails want. Its rules stand in the system message,
 * the mail in the user message as JSON, the answer must follow a schema, and {@link ItemCheck}
 * believes only what the mail bears out: the mail's words can make it do nothing but list items.
 * Whatever goes wrong, the built-in reading counts. Safe for use by many threads.
 */
public final class ModelReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelReader.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RULES = resource("rules.txt");

    /** Longer texts are left to the built-in reading. */
    static final int LONGEST_TEXT = 24_000;

    private static final int LONGEST_SUBJECT = 500;
    private static final int MOST_NAMES = 30;

    private final String mailbox;
    private final String name;
    private final Endpoint endpoint;
    private final ModelBudget budget;
    private final Rest rest;
    private final DateFinder dates = new DateFinder();
    private final LongAdder listed = new LongAdder();
    private final AtomicLongArray fallbacks = new AtomicLongArray(Reason.values().length);
    private final LongAdder characters = new LongAdder();
    private final LongAdder discarded = new LongAdder();

    /**
     * @param mailbox names the mailbox in the log
     */
    public ModelReader(
            String mailbox, ModelSettings settings, ModelBudget budget, InstantSource clock) {
        this.mailbox = mailbox;
        this.name = settings.name();
        this.endpoint = new Endpoint(settings);
        this.budget = budget;
        this.rest = new Rest(clock);
    }

    private static String resource(String file) {
        try (var in = ModelReader.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The question about a mail; empty if there is nothing to ask: no words, or bulk mail. Asks
     * nobody yet.
     *
     * @param typed what the author typed; of a forwarded mail all is asked about
     */
    public Optional<ModelQuestion> question(ParsedMail mail, String typed, ReadingContext context) {
        String text = Extractor.isForward(mail) ? mail.bodyText() : typed;
        var words = new Tokens(text);
        Lexicon lexicon = Lexicon.of(words, context.locale());
        return words.isEmpty() || Voice.of(mail, words, lexicon).reach() == Reach.BULK
                ? Optional.empty()
                : Optional.of(new ModelQuestion(this, mail, withoutOrders(text, lexicon), context));
    }

    /** Without the paragraphs that speak to programs; the others keep their line numbers. */
    private static String withoutOrders(String text, Lexicon lexicon) {
        if (!lexicon.has("injection", new Tokens(text))) {
            return text;
        }
        var kept = new ArrayList<String>();
        for (String paragraph : text.split("\n(?=\\s*\n)", -1)) {
            boolean orders = lexicon.has("injection", new Tokens(paragraph));
            kept.add(
                    orders
                            ? "\n".repeat((int) paragraph.chars().filter(c -> c == '\n').count())
                            : paragraph);
        }
        return String.join("\n", kept);
    }

    Duration patience() {
        return endpoint.timeout();
    }

    ModelFinding answer(ModelQuestion question) {
        if (question.text().length() > LONGEST_TEXT) {
            return fallback(Reason.TOO_LONG);
        }
        if (!rest.isOver()) {
            return fallback(Reason.RESTING);
        }
        String sheet = sheet(question);
        int sent = RULES.length() + sheet.length();
        if (!taken(sent)) {
            return fallback(Reason.BUDGET);
        }
        characters.add(sent);
        List<ListedItem> items;
        try {
            String answer = endpoint.ask(RULES, sheet);
            count(answer.length());
            characters.add(answer.length());
            items = ListedItem.read(answer);
        } catch (EndpointFailure failure) {
            rest.failed();
            LOG.atWarn()
                    .addKeyValue("mailbox", mailbox)
                    .addKeyValue("reason", failure.getMessage())
                    .log("The model gave no usable answer; the built-in reading counts");
            return fallback(failure.reason());
        }
        rest.succeeded();
        List<Candidate> candidates = checked(items, question);
        if (candidates.isEmpty() && !items.isEmpty()) {
            return fallback(Reason.UNFOUNDED);
        }
        listed.increment();
        return new ModelFinding.Listed(name, candidates);
    }

    /** What cannot be counted is not asked. */
    private boolean taken(int sent) {
        try {
            return budget.take(sent);
        } catch (RuntimeException e) {
            uncounted(e);
            return false;
        }
    }

    /** An answer that is here is used, whether or not it could be counted. */
    private void count(int received) {
        try {
            budget.received(received);
        } catch (RuntimeException e) {
            uncounted(e);
        }
    }

    private void uncounted(RuntimeException failure) {
        LOG.atWarn()
                .addKeyValue("mailbox", mailbox)
                .addKeyValue("reason", failure.getMessage())
                .log("The use of the model could not be counted");
    }

    private ModelFinding fallback(Reason reason) {
        fallbacks.incrementAndGet(reason.ordinal());
        return new ModelFinding.Fallback(reason);
    }

    private List<Candidate> checked(List<ListedItem> items, ModelQuestion question) {
        ReadingContext context = question.context();
        ParsedMail mail = question.mail();
        var check =
                new ItemCheck(
                        question.text(),
                        mail.subject(),
                        people(mail, context),
                        dates,
                        sent(mail, context),
                        context.locale());
        List<Candidate> candidates =
                items.stream().flatMap(item -> check.check(item).stream()).distinct().toList();
        discarded.add(items.size() - candidates.size());
        return candidates;
    }

    private static People people(ParsedMail mail, ReadingContext context) {
        var people = new People(context);
        mail.from().forEach(people::add);
        mail.to().forEach(people::add);
        mail.cc().forEach(people::add);
        return people;
    }

    private static ZonedDateTime sent(ParsedMail mail, ReadingContext context) {
        return mail.date() == null
                ? context.now().atZone(context.zone())
                : mail.date().atZoneSameInstant(context.zone());
    }

    /** As JSON, whose strings no word of the mail can leave. */
    private static String sheet(ModelQuestion question) {
        ParsedMail mail = question.mail();
        ZonedDateTime sent = sent(mail, question.context());
        String subject = mail.subject();
        var sheet = JSON.createObjectNode();
        sheet.put("me", question.context().myName());
        sheet.put("from", names(mail.from()));
        sheet.put("to", names(mail.to()));
        sheet.put("cc", names(mail.cc()));
        sheet.put("date", sent.toLocalDate() + ", " + sent.getDayOfWeek());
        sheet.put("subject", subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length())));
        sheet.put("text", question.text());
        return sheet.toString();
    }

    private static String names(List<NamedAddress> people) {
        return people.stream()
                .limit(MOST_NAMES)
                .map(NamedAddress::display)
                .reduce((one, next) -> one + ", " + next)
                .orElse("");
    }

    /** What was asked since the start. */
    public ModelUse use() {
        Map<String, Long> readings = new HashMap<>();
        readings.put("listed", listed.sum());
        for (Reason reason : Reason.values()) {
            readings.put(
                    reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    fallbacks.get(reason.ordinal()));
        }
        return new ModelUse(readings, characters.sum(), discarded.sum());
    }

    /** What is under way fails at once, so that its mail is still read before the program ends. */
    @Override
    public void close() {
        endpoint.close();
    }
}
