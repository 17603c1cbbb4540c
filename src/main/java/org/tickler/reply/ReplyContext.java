package org.tickler.reply;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;

/**
 * What a reply's words are read against.
 *
 * @param asked what was answered
 * @param taskCount how many tasks the answered mail numbered; 1 needs no selector
 * @param dates the reply's own moment in the user's zone, with the user's locale
 * @param language the user's language pack besides English, or null
 */
public record ReplyContext(
        Asked asked, int taskCount, DateContext dates, @Nullable Locale language) {}
