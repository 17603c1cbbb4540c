package org.tickler.language;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts German, French and Spanish requests and promises as one writes them on a list: with the
 * infinitive, without "I" and "you", and with the name of who is to get something. What it does not
 * understand stays as it is.
 */
public final class Infinitives {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final int SHORTEST_VERB = 3;

    /** Behind so many letters "to Ana" would be read with the wrong word. */
    private static final int LONG = 90;

    private static final Set<String> PREFIXES =
            Set.of(
                    "ab",
                    "an",
                    "auf",
                    "aus",
                    "bei",
                    "durch",
                    "ein",
                    "fest",
                    "fort",
                    "her",
                    "hin",
                    "los",
                    "mit",
                    "nach",
                    "um",
                    "vor",
                    "weiter",
                    "zu",
                    "zurück",
                    "bescheid");
    private static final Map<String, String> GERMAN =
            Map.ofEntries(
                    Map.entry("gib", "geben"),
                    Map.entry("nimm", "nehmen"),
                    Map.entry("lies", "lesen"),
                    Map.entry("sieh", "sehen"),
                    Map.entry("sprich", "sprechen"),
                    Map.entry("hilf", "helfen"),
                    Map.entry("vergiss", "vergessen"),
                    Map.entry("bin", "sein"));
    private static final Pattern FORMAL =
            Pattern.compile("^(\\p{L}+e[nr]n?|\\p{L}+eln) sie\\b(?: bitte)?(.*)$", FLAGS);
    private static final Pattern INFORMAL =
            Pattern.compile(
                    "^(schick|send|gib|nimm|sag|schau|ruf|prüf|bring|mach|stell|leit|schreib|meld|frag|bestell|buch|besorg|hol|lies|sieh|sprich|bereite|reich|trag|druck|kümmere|kümmer|überleg|lass|denk|klär|leg|setz|zeig|nenn|such|lad|füll|häng|pack|räum|mail|teil)e?\\b(.*)$",
                    FLAGS);
    private static final Pattern PROMISE_DE =
            Pattern.compile("^(.*?)\\b(?:ich (\\p{L}{3,})|(\\p{L}{2,}e) ich)\\b(.*)$", FLAGS);
    private static final Pattern NEED_DE =
            Pattern.compile(
                    "^(?:.*,\\s*)?(?:(?:ich|wir) )?(?:bräuchten?|benötigen?|brauchen?)(?: (?:ich|wir))?((?: (?:noch|auch|von ihnen|von dir|dringend|bitte|außerdem|zudem))*) (.+)$",
                    FLAGS);
    private static final Pattern SUBORDINATE =
            Pattern.compile(
                    ",\\s+(?:ob|dass|damit|wenn|was|wie|wann|wo|wer|weil|sobald|sonst|denn|bevor|nachdem|welche[rs]?|der|die|das)\\b",
                    FLAGS);
    private static final Pattern TO_ME_DE = Pattern.compile("^(?: ?\\b(?:mir|uns)\\b)+", FLAGS);
    private static final Pattern SMALL_DE =
            Pattern.compile(
                    "(?<=^| )(?:bitte|dir|ihnen|euch|noch|gleich|auch|außerdem|zudem)(?= |$)",
                    FLAGS);
    private static final Pattern YOUR_DE =
            Pattern.compile("^(?:ihre[nrms]?|ihr|deine[nrms]?|dein|eure[nrms]?)\\s+", FLAGS);

    private static final Map<String, String> FRENCH =
            Map.ofEntries(
                    Map.entry("envoie", "envoyer"),
                    Map.entry("enverrai", "envoyer"),
                    Map.entry("enverrons", "envoyer"),
                    Map.entry("transmets", "transmettre"),
                    Map.entry("fais", "faire"),
                    Map.entry("ferai", "faire"),
                    Map.entry("ferons", "faire"),
                    Map.entry("mets", "mettre"),
                    Map.entry("finis", "finir"),
                    Map.entry("reviens", "revenir"),
                    Map.entry("reviendrai", "revenir"),
                    Map.entry("dis", "dire"),
                    Map.entry("prends", "prendre"),
                    Map.entry("tiens", "tenir"),
                    Map.entry("tiendrai", "tenir"),
                    Map.entry("relis", "relire"),
                    Map.entry("réponds", "répondre"),
                    Map.entry("vois", "voir"),
                    Map.entry("verrai", "voir"),
                    Map.entry("serai", "être"),
                    Map.entry("aurai", "avoir"),
                    Map.entry("appelle", "appeler"),
                    Map.entry("rappelle", "rappeler"),
                    Map.entry("écris", "écrire"),
                    Map.entry("faites", "faire"),
                    Map.entry("dites", "dire"));
    private static final Pattern CHARGE_FR =
            Pattern.compile(
                    "^.*?\\bje (?:m'occupe|me charge|m\u2019occupe) (?:de |d'|d\u2019)(.+)$",
                    FLAGS);
    private static final Pattern PROMISE_FR =
            Pattern.compile(
                    "^.*?\\b(?:je|nous) (?:vous |te |t'|t\u2019|lui |leur |le |la |les )*(\\p{L}{3,})\\b(.*)$",
                    FLAGS);
    private static final Pattern ORDER_FR =
            Pattern.compile("^(\\p{L}{3,})-(?:moi|nous|le moi|la moi|les moi)\\b(.*)$", FLAGS);
    private static final Pattern NEED_FR =
            Pattern.compile(
                    "^.*?\\b(?:besoin (?:de |d'|d\u2019|du |des )|il (?:me |nous )?fau(?:t|drait) (?:aussi |également |encore )?)(.+)$",
                    FLAGS);
    private static final Pattern KNOW_FR =
            Pattern.compile("^(?:connaître|savoir|recevoir|avoir|disposer de)\\s+(.+)$", FLAGS);
    private static final Pattern WISH_FR =
            Pattern.compile(
                    "^.*\\bque (?:vous|tu) (?:me |m'|m\u2019|nous )?(\\p{L}+?)i(?:ez|es)\\b(.*)$",
                    FLAGS);
    private static final Pattern TO_ME_FR =
            Pattern.compile("^(?:me |m'|m\u2019|nous )((?:\\p{L}+(?:er|ir|re|oir))\\b.*)$", FLAGS);

    private static final Map<String, String> SPANISH =
            Map.ofEntries(
                    Map.entry("hago", "hacer"),
                    Map.entry("digo", "decir"),
                    Map.entry("traigo", "traer"),
                    Map.entry("pongo", "poner"),
                    Map.entry("dime", "decir"),
                    Map.entry("dame", "dar"),
                    Map.entry("dinos", "decir"),
                    Map.entry("danos", "dar"),
                    Map.entry("hazme", "hacer"),
                    Map.entry("imprimo", "imprimir"),
                    Map.entry("comparto", "compartir"),
                    Map.entry("subo", "subir"),
                    Map.entry("escribo", "escribir"),
                    Map.entry("pido", "pedir"),
                    Map.entry("recojo", "recoger"));
    private static final Pattern CHARGE_ES =
            Pattern.compile("^(?:.*?\\bme )?(?:encargo|ocupo|encargaré|ocuparé) de (.+)$", FLAGS);
    private static final Pattern PROMISE_ES =
            Pattern.compile(
                    "^(?:yo )?(?:te |le |os |les |se |lo |la )+(\\p{L}{3,}[oé])\\b(.*)$", FLAGS);
    private static final Pattern ENCLITIC_ES =
            Pattern.compile("^(\\p{L}{2,}[aei]r)(?:me|nos)\\b(.*)$", FLAGS);
    private static final Pattern ORDER_ES =
            Pattern.compile("^(\\p{L}{2,}[ae])(?:me|nos)\\b(.*)$", FLAGS);
    private static final Pattern PLURAL_ES = Pattern.compile("^(\\p{L}{3,}[aei])d( .*)?$", FLAGS);
    private static final Pattern NEED_ES =
            Pattern.compile(
                    "^(?:además )?(?:también )?(?:necesito|necesitamos|necesitaría|necesitaríamos|me falta|nos falta|me haría falta|hace falta)(?: también| aún| todavía| además)? (.+)$",
                    FLAGS);

    private Infinitives() {}

    /**
     * The words as a task.
     *
     * @param language the language of {@code words}; others than the three are left alone
     * @param giving whether something is wanted of the reader, so that the sender gets it
     * @param sender who "me" is, possibly empty
     */
    public static String of(String language, String words, boolean giving, String sender) {
        String bare = words.strip().replaceAll("[\\s.,;!?¿¡]+$", "").replaceAll("^[\\s¿¡,]+", "");
        return switch (language) {
            case "de" -> german(bare, giving, sender);
            case "fr" -> french(bare, giving, sender);
            case "es" -> spanish(bare, giving, sender);
            default -> words;
        };
    }

    private static String german(String words, boolean giving, String sender) {
        Matcher need = NEED_DE.matcher(words);
        if (giving && need.matches()) {
            String thing = YOUR_DE.matcher(need.group(2)).replaceFirst("");
            return main(thing, "", toGerman(sender) + "schicken");
        }
        Matcher formal = FORMAL.matcher(words);
        if (formal.matches()) {
            return ordered(formal.group(1).toLowerCase(Locale.GERMAN), formal.group(2), sender);
        }
        Matcher informal = INFORMAL.matcher(words);
        if (giving && informal.matches()) {
            String stem = informal.group(1).toLowerCase(Locale.GERMAN);
            String verb = GERMAN.getOrDefault(stem, stem.endsWith("e") ? stem + "n" : stem + "en");
            return ordered(verb, informal.group(2), sender);
        }
        Matcher promise = PROMISE_DE.matcher(words);
        if (!giving && promise.matches()) {
            String form = promise.group(2) == null ? promise.group(3) : promise.group(2);
            String verb = infinitive(form.toLowerCase(Locale.GERMAN));
            String rest = (promise.group(1).strip() + " " + promise.group(4).strip()).strip();
            return verb.isEmpty() ? words : main(rest.replaceAll("\\bmich\\b", "sich"), verb, "");
        }
        Matcher me = TO_ME_DE.matcher(words);
        return giving && me.find() && !sender.isEmpty()
                ? sender + words.substring(me.end())
                : words;
    }

    private static String infinitive(String form) {
        if (GERMAN.containsKey(form)) {
            return GERMAN.get(form);
        }
        if (form.endsWith("ere") || form.endsWith("ele")) { // "kümmere", but "kehre"
            boolean vowel = "aeiouäöü".indexOf(form.charAt(Math.max(0, form.length() - 4))) >= 0;
            return vowel ? form + "n" : form.substring(0, form.length() - 1) + "n";
        }
        return form.endsWith("e") ? form + "n" : form.length() > 2 ? form + "en" : "";
    }

    private static String ordered(String verb, String rest, String sender) {
        String object = rest.strip();
        Matcher me = TO_ME_DE.matcher(object);
        String to = me.find() && !sender.isEmpty() ? sender + " " : "";
        object = to + (me.reset().find() ? object.substring(me.end()).strip() : object);
        return main(object, verb, "");
    }

    /** "Bescheid, ob …" with "geben" is "Bescheid geben, ob …"; a prefix joins its verb. */
    private static String main(String rest, String verb, String verbs) {
        Matcher sub = SUBORDINATE.matcher(rest);
        int end = sub.find() ? sub.start() : rest.length();
        String head = SMALL_DE.matcher(rest.substring(0, end)).replaceAll("");
        head = head.replaceAll("\\s{2,}", " ").replaceAll("\\s+(?=,)", "").strip();
        String whole = verbs.isEmpty() ? verb : verbs;
        int space = head.lastIndexOf(' ');
        String last = head.substring(space + 1).toLowerCase(Locale.GERMAN);
        if (verbs.isEmpty() && PREFIXES.contains(last) && !last.equals("bescheid")) {
            whole = last + verb;
            head = space < 0 ? "" : head.substring(0, space);
        }
        return (head + " " + whole + rest.substring(end)).strip();
    }

    private static String toGerman(String sender) {
        return sender.isEmpty() ? "" : "an " + sender + " ";
    }

    private static String french(String words, boolean giving, String sender) {
        String to = sender.isEmpty() || words.length() > LONG ? "" : " à " + sender;
        if (!giving) {
            Matcher charge = CHARGE_FR.matcher(words);
            if (charge.matches()) {
                return charge.group(1);
            }
            Matcher promise = PROMISE_FR.matcher(words);
            String verb = promise.matches() ? frenchInfinitive(promise.group(1)) : "";
            return verb.isEmpty() ? words : verb + promise.group(2);
        }
        Matcher wish = WISH_FR.matcher(words);
        if (wish.matches()) {
            return wish.group(1) + "er" + wish.group(2) + to;
        }
        Matcher need = NEED_FR.matcher(words);
        if (need.matches()) {
            Matcher know = KNOW_FR.matcher(need.group(1));
            return know.matches()
                    ? "communiquer " + know.group(1) + to
                    : "envoyer " + need.group(1) + to;
        }
        Matcher order = ORDER_FR.matcher(words);
        String verb = order.matches() ? frenchInfinitive(order.group(1)) : "";
        if (!verb.isEmpty()) {
            return verb + order.group(2) + to;
        }
        Matcher me = TO_ME_FR.matcher(words);
        return me.matches() ? me.group(1) + to : words;
    }

    private static String frenchInfinitive(String form) {
        String word = form.toLowerCase(Locale.FRENCH);
        if (FRENCH.containsKey(word)) {
            return FRENCH.get(word);
        }
        if (word.length() <= SHORTEST_VERB) {
            return "";
        }
        for (String end : List.of("erai", "erons", "ez", "ons", "e")) {
            if (word.endsWith(end)) {
                return word.substring(0, word.length() - end.length()) + "er";
            }
        }
        return word.endsWith("trai") ? word.substring(0, word.length() - 2) + "e" : "";
    }

    private static String spanish(String words, boolean giving, String sender) {
        String to = sender.isEmpty() ? "" : " a " + sender;
        if (!giving) {
            Matcher charge = CHARGE_ES.matcher(words);
            if (charge.matches()) {
                return charge.group(1);
            }
            Matcher promise = PROMISE_ES.matcher(words);
            return promise.matches()
                    ? spanishInfinitive(promise.group(1)) + promise.group(2)
                    : words;
        }
        Matcher need = NEED_ES.matcher(words);
        if (need.matches()) {
            return "enviar" + to + " " + need.group(1);
        }
        Matcher enclitic = ENCLITIC_ES.matcher(words);
        if (enclitic.matches()) {
            return enclitic.group(1) + to + enclitic.group(2);
        }
        Matcher all = PLURAL_ES.matcher(words);
        if (all.matches()) {
            return all.group(1) + "r" + (all.group(2) == null ? "" : all.group(2));
        }
        Matcher order = ORDER_ES.matcher(words);
        if (order.matches() && order.group(1).length() > 2) {
            return Tokens.fold(order.group(1)) + "r" + to + order.group(2);
        }
        return words;
    }

    private static String spanishInfinitive(String form) {
        String word = form.toLowerCase(Locale.ROOT);
        if (SPANISH.containsKey(word)) {
            return SPANISH.get(word);
        }
        return word.endsWith("é")
                ? word.substring(0, word.length() - 1)
                : Tokens.fold(word.substring(0, word.length() - 1)) + "ar";
    }
}
