package org.tickler.web;

/**
 * What surrounds every page.
 *
 * @param section the entry of the navigation that is current, such as {@code overview}, or the
 *     empty string
 * @param demo whether the page belongs to a demonstration, and says so
 */
public record Chrome(String section, boolean demo) {}
