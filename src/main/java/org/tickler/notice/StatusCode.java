package org.tickler.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Enhanced mail system status codes (RFC 3463), read from fields and from words. */
public final class StatusCode {
    private static final Pattern ENHANCED =
            Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?!\\d|\\.\\d)");
    private static final Pattern REPLY =
            Pattern.compile(
                    "(?<![\\w.\\-+@/:])([45])([0-5])(\\d)(?=[ \\-:;,)\\]<#]|$)", Pattern.MULTILINE);
    private static final List<String[]> WORDS =
            Phrases.lines("status.txt").stream().map(l -> l.split("\t", 2)).toList();

    private StatusCode() {}

    /** The first enhanced code in a text that says more than its class, else the first. */
    public static Optional<String> enhanced(String text) {
        Matcher matcher = ENHANCED.matcher(text);
        String vague = null;
        while (matcher.find()) {
            if (!matcher.group().endsWith(".0.0")) {
                return Optional.of(matcher.group());
            }
            vague = vague == null ? matcher.group() : vague;
        }
        return Optional.ofNullable(vague);
    }

    /**
     * The best code for an error described in words: an enhanced code in it, else what the words
     * mean under the class of the SMTP reply code (RFC 5321, 4.2) in it, else class 5.
     */
    public static String of(String text) {
        Optional<String> enhanced = enhanced(text);
        if (enhanced.isPresent() && !enhanced.get().endsWith(".0.0")) {
            return enhanced.get();
        }
        String folded = Phrases.fold(text);
        Matcher reply = REPLY.matcher(text);
        String kind =
                enhanced.map(e -> e.substring(0, 1)).orElse(reply.find() ? reply.group(1) : "");
        for (String[] word : WORDS) {
            if (folded.contains(word[1])) {
                return kind.isEmpty() ? word[0] : kind + word[0].substring(1);
            }
        }
        return kind.isEmpty() ? "5.0.0" : kind + ".0.0";
    }

    /** Whether a text holds an SMTP error reply or an enhanced error code. */
    public static boolean isIn(String text) {
        return REPLY.matcher(text).find() || ENHANCED.matcher(text).find();
    }
}
