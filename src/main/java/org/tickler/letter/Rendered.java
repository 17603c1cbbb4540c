package org.tickler.letter;

/**
 * A letter in words.
 *
 * @param language the tag of the language it is written in
 * @param subject one line
 * @param plain the complete text, lines of any length, {@code \n} line ends
 * @param html the same as one HTML page without any remote content
 */
public record Rendered(String language, String subject, String plain, String html) {}
