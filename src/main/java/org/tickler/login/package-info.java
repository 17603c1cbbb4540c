/**
 * How servers are told who we are, and which of them are believed to be who they say: access tokens
 * instead of passwords (OAuth 2), and certificates. Reads and writes no mail.
 */
@NullMarked
package org.tickler.login;

import org.jspecify.annotations.NullMarked;
