package org.tickler.notice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of {@code message/delivery-status} (RFC 3464, 2) and {@code message/feedback-report}
 * (RFC 5965), also where they stand in the middle of a text.
 */
public final class DeliveryReport {
    private static final int MOST = 500;

    private final Map<String, String> fields = new HashMap<>();
    private final List<FailedRecipient> found = new ArrayList<>();
    private String last = "";

    private DeliveryReport() {}

    /** The recipients a report names, in its order; line ends are {@code \n}. */
    public static List<FailedRecipient> recipients(String text) {
        var report = new DeliveryReport();
        for (String line : text.split("\n", 20_000)) {
            report.line(line);
        }
        report.finish();
        return List.copyOf(report.found);
    }

    private void line(String line) {
        if (line.isBlank()) {
            boolean whole = fields.containsKey("action") || fields.containsKey("status");
            if (whole) {
                finish();
            }
            last = "";
            return;
        }
        int colon = line.indexOf(':');
        boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        if (folded && !last.isEmpty()) {
            fields.merge(last, " " + line.strip(), String::concat);
        } else if (colon > 0 && colon < 60) {
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (fields.containsKey(name) && name.equals("final-recipient")) {
                finish();
            }
            fields.putIfAbsent(name, line.substring(colon + 1).strip());
            last = name;
        }
    }

    private void finish() {
        String last = address("final-recipient");
        String original = address("original-recipient");
        String actual = address("x-actual-recipient");
        String complained = address("original-rcpt-to");
        String address = first(last, actual, original, complained, address("removal-recipient"));
        if (!address.isEmpty() && found.size() < MOST) {
            String action = fields.getOrDefault("action", "").toLowerCase(Locale.ROOT);
            boolean late = action.startsWith("delayed");
            found.add(new FailedRecipient(address, original, status(action), late));
        }
        fields.clear();
    }

    private String status(String action) {
        String written = fields.getOrDefault("status", "");
        String diagnostic =
                String.join(
                        " ",
                        fields.getOrDefault("diagnostic-code", ""),
                        fields.getOrDefault("x-supplementary-info", ""));
        String code = StatusCode.enhanced(written).orElse("");
        if (action.startsWith("delivered")
                || action.startsWith("relayed")
                || action.startsWith("expanded")) {
            return code.startsWith("2") ? code : "2.0.0";
        }
        if (code.isEmpty()) {
            code = StatusCode.of(written + " " + diagnostic);
        } else if (code.endsWith(".0.0") && !diagnostic.isBlank()) {
            String better = StatusCode.of(diagnostic);
            // The class of the Status field counts: the server that gave up knows best.
            code = better.endsWith(".0.0") ? code : code.charAt(0) + better.substring(1);
        }
        return action.startsWith("delayed") ? "4" + code.substring(1) : code;
    }

    private static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** The address after {@code rfc822;}, without brackets. */
    private String address(String field) {
        String value = fields.getOrDefault(field, "");
        String bare = value.substring(value.indexOf(';') + 1).strip();
        int open = bare.indexOf('<');
        int close = bare.indexOf('>', Math.max(open, 0));
        if (open >= 0 && close > open) {
            bare = bare.substring(open + 1, close).strip();
        }
        int blank = bare.indexOf(' ');
        bare = blank > 0 ? bare.substring(0, blank) : bare;
        return bare.indexOf('@') > 0 ? bare : "";
    }
}
