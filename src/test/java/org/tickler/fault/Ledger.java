package org.tickler.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.ParsedMail;

/** What was promised, and whether it was kept, seen from the database and the mail server. */
final class Ledger {
    private static final Pattern SEQUENCE = Pattern.compile("SEQUENCE:(\\d{1,9})");
    private static final Pattern UID = Pattern.compile("UID:(\\S{1,200})");
    private static final Pattern METHOD = Pattern.compile("METHOD:(\\w{1,20})");

    /** Over each of them a mail can be on its way when the program dies. */
    private static final int CONNECTIONS = 2;

    private final Ground ground;
    private final List<String> sentIn = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private int reminders;

    Ledger(Ground ground) {
        this.ground = ground;
    }

    void expect(String messageId) {
        sentIn.add(messageId);
    }

    void expectAnswer(String messageId) {
        sentIn.add(messageId);
        answers.add(messageId);
    }

    /** Plans reminders that are due, each of a task of its own. */
    void remind(int count, Random random) {
        remind(count, random, -1);
    }

    /** The same, due so many seconds from now. */
    void remind(int count, Random random, int seconds) {
        for (int i = 0; i < count; i++) {
            reminders++;
            String title = "Remember " + reminders + " " + Integer.toString(random.nextInt(), 36);
            ground.execute(
                    """
                    with made as (
                        insert into task (owner_id, title, fingerprint, state, due_date, created_at, changed_at)
                        select id, '%s', '%s', 'open', current_date, now(), now() from person where role = 'owner'
                        returning id, owner_id)
                    insert into reminder_slot (task_id, recipient_id, slot_at, reason)
                    select id, owner_id, now() + interval '%d seconds', 'due' from made
                    """
                            .formatted(title, title, seconds));
        }
    }

    /** Plans reminders of which so many moments each have passed in the last three hours. */
    void missed(int count, int moments) {
        ground.execute(
                """
                with made as (
                    insert into task (owner_id, title, fingerprint, state, due_date, created_at, changed_at)
                    select p.id, 'Remember the missed ' || n, 'missed ' || n, 'open', current_date, now(), now()
                    from person p, generate_series(1, %d) n where p.role = 'owner'
                    returning id, owner_id)
                insert into reminder_slot (task_id, recipient_id, slot_at, reason)
                select id, owner_id, now() - k * interval '3 hours' / %d, case when k = 1 then 'overdue' else 'ahead' end
                from made, generate_series(1, %d) k
                """
                        .formatted(count, moments, moments));
        reminders += count;
    }

    /** What is still to be done, in words; empty if nothing is. */
    List<String> unfinished() {
        var left = new ArrayList<String>();
        int missing = 0;
        for (String id : sentIn) {
            if (count("message", "message_id = '" + id + "'") == 0) {
                missing++;
            }
        }
        add(left, missing, "mails that never reached the database");
        add(left, count("message", "state = 'stored'"), "messages not taken in");
        add(left, count("outbox", "state in ('ready', 'sending')"), "mails not sent");
        add(
                left,
                count("reminder_slot", "state = 'planned' and slot_at < now()"),
                "reminders not sent");
        return left;
    }

    /** Every promise that was broken, in words. */
    List<String> broken(int kills) {
        var broken = new ArrayList<String>();
        for (String id : sentIn) {
            long rows = count("message", "message_id = '" + id + "' and state <> 'duplicate'");
            if (rows != 1) {
                broken.add("LOST OR DOUBLED: " + id + " has " + rows + " rows");
            }
            long good = count("message", "message_id = '" + id + "' and state = 'processed'");
            if (good != 1) {
                broken.add("NOT TAKEN IN: " + id);
            }
        }
        for (String id : answers) {
            long lines =
                    count(
                            "task_history h join message m on m.id = h.message_id",
                            "m.message_id = '" + id + "' and h.after is not null");
            if (lines != 1) {
                broken.add("an answer was applied " + lines + " times: " + id);
            }
        }
        add(broken, count("outbox", "state = 'sending'"), "rows stuck in sending");
        add(broken, count("outbox", "state = 'failed'"), "mails given up");
        reminded(broken);
        arrived(broken, kills);
        sequences(broken);
        return broken;
    }

    private void reminded(List<String> broken) {
        long wrong =
                ground.number(
                        """
                        select count(*) from (
                            select t.id from task t left join outbox_task ot on ot.task_id = t.id
                            left join outbox o on o.id = ot.outbox_id and o.kind = 'reminder'
                            where t.title like 'Remember %' group by t.id having count(o.id) <> 1) wrong
                        """);
        add(broken, wrong, "tasks without exactly one reminder");
    }

    private void arrived(List<String> broken, int kills) {
        Map<String, Integer> times = arrivals();
        for (String id : ground.words("select message_id from outbox where state = 'sent'")) {
            if (!times.containsKey(id)) {
                broken.add("said to be sent and never arrived: " + id);
            }
        }
        for (String id : times.keySet()) {
            if (count("outbox", "message_id = '" + id + "'") != 1) {
                broken.add("arrived without a row in the outbox: " + id);
            }
        }
        long doubles = doubles();
        if (doubles > kills * CONNECTIONS) {
            broken.add(doubles + " mails came again after " + kills + " kills");
        }
        times.forEach((id, count) -> {
            if (count > 1 + kills) {
                broken.add(id + " came " + count + " times after " + kills + " kills");
            }
        });
    }

    private Map<String, Integer> arrivals() {
        Map<String, Integer> times = new TreeMap<>();
        for (ParsedMail mail : ground.receiver().taken()) {
            times.merge(String.valueOf(mail.messageId()), 1, Integer::sum);
        }
        return times;
    }

    long doubles() {
        Map<String, Integer> times = arrivals();
        return ground.receiver().taken().size() - times.size();
    }

    /** In the order of arrival, of each event: RFC 5546, 2.1.4. */
    private void sequences(List<String> broken) {
        Map<String, Integer> highest = new HashMap<>();
        for (ParsedMail mail : ground.receiver().taken()) {
            String calendar = calendar(mail);
            Matcher uid = UID.matcher(calendar);
            Matcher sequence = SEQUENCE.matcher(calendar);
            if (uid.find() && sequence.find()) {
                String key = uid.group(1) + " to " + mail.to();
                int now = Integer.parseInt(sequence.group(1));
                if (now < highest.getOrDefault(key, 0)) {
                    broken.add("SEQUENCE went back to " + now + " in " + uid.group(1));
                }
                highest.merge(key, now, Math::max);
            }
        }
    }

    /** The REQUEST that came last, or null. */
    @Nullable ParsedMail lastInvitation() {
        return ground.receiver().taken().stream()
                .filter(mail -> {
                    Matcher method = METHOD.matcher(calendar(mail));
                    return method.find() && method.group(1).equals("REQUEST");
                })
                .reduce((_, later) -> later)
                .orElse(null);
    }

    private static String calendar(ParsedMail mail) {
        for (var part : mail.parts()) {
            if (part.type().equals("text/calendar")) {
                return new String(part.content(), StandardCharsets.UTF_8).replace("\r\n ", "");
            }
        }
        return "";
    }

    Tally tally(int deaths, int missed) {
        return new Tally(
                deaths,
                missed,
                sentIn.size(),
                ground.receiver().taken().size(),
                (int) doubles(),
                reminders,
                (int) ground.number("select coalesce(max(sequence), 0) from calendar_event"));
    }

    private long count(String table, String where) {
        return ground.number("select count(*) from " + table + " where " + where);
    }

    private static void add(List<String> list, long count, String what) {
        if (count > 0) {
            list.add(count + " " + what);
        }
    }
}
