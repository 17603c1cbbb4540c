package org.tickler.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What our own mail server found out about the sender (RFC 8601), as far as it speaks for the From
 * address.
 *
 * @param verdict whether the From address can be believed
 * @param method what passed: dmarc, dkim or spf; empty where nothing did
 * @param reason why, in words for the history of a task
 */
public record AuthenticationResults(Verdict verdict, String method, String reason) {
    /** Whether the From address can be believed. */
    public enum Verdict {
        /** DMARC passed, or DKIM or SPF passed for the From address's domain. */
        PASS,
        /** Checked and refused, or the From field is not one address. */
        FAIL,
        /** Nobody we trust has checked, or nothing came of it. */
        UNKNOWN
    }

    /** What can pass, the strongest first: SPF sees the envelope only, which a forwarder writes. */
    private static final List<String> METHODS = List.of("dmarc", "dkim", "spf");

    private static final Set<String> REFUSALS =
            Set.of("fail", "softfail", "permerror", "policy", "hardfail");

    /** One result: {@code method=result} and its properties such as {@code header.d=…}. */
    private record Result(String method, String result, List<String[]> properties) {
        String property(String name) {
            for (String[] property : properties) {
                if (property[0].equals(name)) {
                    return property[1];
                }
            }
            return "";
        }
    }

    /**
     * Reads the topmost Authentication-Results whose authserv-id is one of {@code trusted}
     * (compared without case); all others are ignored, as anybody can write them (RFC 8601, 5 and
     * 7.1). A domain speaks for the From address if it is the same or a parent of it; the reverse,
     * a sub-domain for its parent, is believed only from a DMARC pass, whose verifier knows who
     * owns what. Sender and Resent fields grant nothing.
     */
    public static AuthenticationResults of(ParsedMail mail, Set<String> trusted) {
        if (mail.from().size() != 1 || mail.headers().all("From").size() != 1) {
            return mail.from().isEmpty()
                    ? new AuthenticationResults(Verdict.UNKNOWN, "", "no From address")
                    : new AuthenticationResults(Verdict.FAIL, "", "more than one From address");
        }
        String domain = mail.from().getFirst().address().domain();
        for (String header : mail.headers().all("Authentication-Results")) {
            List<String> parts = parts(header);
            String server = parts.getFirst().split(" ", 2)[0].toLowerCase(Locale.ROOT);
            if (trusted.stream().anyMatch(t -> t.toLowerCase(Locale.ROOT).equals(server))) {
                return judge(results(parts), domain);
            }
        }
        return new AuthenticationResults(Verdict.UNKNOWN, "", "no results from a trusted server");
    }

    /** Whether it passed by a signature of the From domain, as a server or we ourselves saw it. */
    public boolean isStrong() {
        return verdict == Verdict.PASS && !method.equals("spf");
    }

    private static AuthenticationResults judge(List<Result> results, String domain) {
        boolean refused = false;
        boolean dmarcRefused =
                results.stream()
                        .anyMatch(
                                one -> one.method().equals("dmarc") && one.result().equals("fail"));
        for (String method : dmarcRefused ? List.<String>of() : METHODS) {
            for (Result result : results) {
                boolean passed = result.method().equals(method) && result.result().equals("pass");
                if (passed && speaksFor(result, domain)) {
                    String how = method + " passed for " + domain;
                    return new AuthenticationResults(Verdict.PASS, method, how);
                }
            }
        }
        var refusals = new ArrayList<String>();
        for (Result result : results) {
            if (METHODS.contains(result.method()) && REFUSALS.contains(result.result())) {
                refused = true;
                refusals.add(result.method() + "=" + result.result());
            }
        }
        return refused
                ? new AuthenticationResults(Verdict.FAIL, "", String.join(", ", refusals))
                : new AuthenticationResults(Verdict.UNKNOWN, "", "nothing passed for " + domain);
    }

    private static boolean speaksFor(Result result, String domain) {
        return switch (result.method()) {
            case "dmarc" -> {
                String checked = domainOf(result.property("header.from"));
                yield checked.isEmpty() || checked.equals(domain);
            }
            case "dkim" -> {
                String signer = domainOf(result.property("header.d"));
                yield isSameOrParent(
                        signer.isEmpty() ? domainOf(result.property("header.i")) : signer, domain);
            }
            case "spf" -> isSameOrParent(domainOf(result.property("smtp.mailfrom")), domain);
            case String _ -> false;
        };
    }

    /** Whether {@code owner} is a name of two labels at least, and {@code domain} or above it. */
    public static boolean isSameOrParent(String owner, String domain) {
        return owner.indexOf('.') > 0 && (domain.equals(owner) || domain.endsWith("." + owner));
    }

    private static String domainOf(String value) {
        String domain = value.substring(value.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    private static List<Result> results(List<String> parts) {
        var results = new ArrayList<Result>();
        for (String part : parts.subList(1, parts.size())) {
            String[] words = part.split(" ");
            String[] first = words[0].split("=", 2);
            if (first.length < 2) {
                continue;
            }
            var properties = new ArrayList<String[]>();
            for (int i = 1; i < words.length; i++) {
                String[] pair = words[i].split("=", 2);
                if (pair.length == 2) {
                    properties.add(new String[] {pair[0].toLowerCase(Locale.ROOT), pair[1]});
                }
            }
            String method = first[0].split("/", 2)[0].toLowerCase(Locale.ROOT);
            results.add(new Result(method, first[1].toLowerCase(Locale.ROOT), properties));
        }
        return results;
    }

    /**
     * The value cut at its semicolons, comments left out, quotes opened, and no blanks around
     * equals signs; blanks and semicolons within quotes become underscores, so that they separate
     * nothing.
     */
    private static List<String> parts(String value) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        int comments = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escape = c == '\\' && i + 1 < value.length() && (quoted || comments > 0);
            if (escape) {
                i++;
                append(part, quoted ? value.charAt(i) : 0, quoted);
            } else if (comments > 0 || (c == '(' && !quoted)) {
                comments += c == '(' ? 1 : c == ')' ? -1 : 0;
                append(part, ' ', false);
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                parts.add(tidy(part));
                part.setLength(0);
            } else {
                append(part, c, quoted);
            }
        }
        parts.add(tidy(part));
        return parts;
    }

    private static void append(StringBuilder part, int c, boolean quoted) {
        if (c != 0) {
            boolean separates = quoted && (c <= ' ' || c == ';' || c == '=');
            part.append(separates ? '_' : (char) c);
        }
    }

    private static String tidy(StringBuilder part) {
        return part.toString()
                .replaceAll("\\s+", " ")
                .replace(" =", "=")
                .replace("= ", "=")
                .strip();
    }
}
