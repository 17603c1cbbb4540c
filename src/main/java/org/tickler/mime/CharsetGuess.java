package org.tickler.mime;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A guess at the charset of 8-bit text that is not UTF-8, by how much sense the letters make. */
final class CharsetGuess {
    private static final int ENOUGH = 8_000;
    private static final List<Charset> CANDIDATES =
            List.of(
                    Charset.forName("windows-1252"),
                    Charset.forName("windows-31j"),
                    Charset.forName("EUC-JP"),
                    Charset.forName("GB18030"),
                    Charset.forName("Big5"),
                    Charset.forName("x-windows-949"),
                    Charset.forName("windows-1251"),
                    Charset.forName("KOI8-R"));

    private CharsetGuess() {}

    static Optional<Charset> of(byte[] content) {
        byte[] sample = content.length <= ENOUGH ? content : Arrays.copyOf(content, ENOUGH);
        Charset best = null;
        double bestScore = 0;
        for (Charset candidate : CANDIDATES) {
            double score = score(new String(sample, candidate));
            if (score > bestScore) {
                bestScore = score;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double score(String text) {
        double points = 0;
        int foreign = 0;
        int previous = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                foreign++;
                points += plausibility(c, previous);
            }
            previous = c;
        }
        return foreign == 0 ? 0 : points / foreign;
    }

    private static double plausibility(char c, int previous) {
        if (c == '\ufffd' || (c >= 0x80 && c < 0xa0) || (c >= 0xe000 && c < 0xf900)) {
            return -3;
        }
        if (c >= 0x3040 && c < 0x3100) {
            return 1.2;
        }
        if (c >= 0x3000 && c < 0x3020 || c >= 0xff01 && c < 0xff1f) {
            return 1;
        }
        if (c >= 0xac00 && c < 0xd7a4) {
            return COMMON_HANGUL.indexOf(c) >= 0 ? 1.3 : 0.6;
        }
        if (c >= 0x4e00 && c < 0xa000) {
            return COMMON_HAN.indexOf(c) >= 0 ? 1.3 : 0.55;
        }
        if (c >= 0x400 && c < 0x460) {
            // Lower case after a letter is what words are made of; KOI8-R and 1251 swap the cases.
            boolean lower = c >= 0x430;
            return lower ? 0.9 : previous <= ' ' ? 0.8 : previous >= 0x430 ? -1 : 0.3;
        }
        if (c >= 0xff61 && c < 0xffa0) {
            return -0.3;
        }
        if (c < 0x250) {
            boolean inWord = Character.isLetter(c) && previous < 0x80;
            return inWord ? 0.95 : Character.isLetter(c) ? -0.2 : 0.3;
        }
        return c >= 0x2010 && c < 0x2040 || c == 0x20ac ? 0.8 : 0;
    }

    private static final String COMMON_HANGUL =
            "이다는의에을를가한은하고지도로기사나자그있서어인대리아해시수들니요으일스정만보라여과장주제부전게면안성것상지와유국내신위원";
    private static final String COMMON_HAN =
            "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口認條系題還與關於們來個時說為國會對學後開過從應這麼樣無將當發經動現種點業間問實";
}
