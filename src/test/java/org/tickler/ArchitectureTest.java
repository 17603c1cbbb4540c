package org.tickler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The way through the packages is one-directional; each rule here has its reason in
 * CONTRIBUTING.md.
 */
class ArchitectureTest {
    /** From the top down: a package may use only packages that stand below it. */
    private static final List<String> ORDER =
            List.of(
                    "",
                    "cli",
                    "desk",
                    "inspect",
                    "demo",
                    "app",
                    "web",
                    "watch",
                    "page",
                    "feed",
                    "fetch",
                    "intake",
                    "answer",
                    "understand",
                    "trust",
                    "tracker",
                    "remind",
                    "invite",
                    "availability",
                    "dispatch",
                    "guard",
                    "outbox",
                    "bounce",
                    "smtp",
                    "letter",
                    "rsvp",
                    "calendar",
                    "ical",
                    "reply",
                    "quote",
                    "model",
                    "extract",
                    "note",
                    "layout",
                    "ask",
                    "dates",
                    "language",
                    "words",
                    "task",
                    "people",
                    "login",
                    "http",
                    "config",
                    "mail",
                    "notice",
                    "mime",
                    "fault");

    private static final List<String> PURE =
            List.of(
                    "understand",
                    "mime",
                    "notice",
                    "mail",
                    "language",
                    "words",
                    "dates",
                    "extract",
                    "note",
                    "layout",
                    "ask",
                    "quote",
                    "reply",
                    "ical",
                    "calendar",
                    "rsvp");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.tickler")
                    .that(notGenerated());

    @Test
    void everyPackageShouldHaveItsPlaceInTheOrder() {
        var unplaced = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (!ORDER.contains(room(type))) {
                unplaced.add(type.getPackageName());
            }
        }
        assertThat(unplaced).isEmpty();
    }

    @Test
    void importsShouldPointDownwards() {
        var upward = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("org.tickler")
                        && !target.getPackageName().startsWith("org.tickler.templates")
                        && ORDER.indexOf(room(target)) < ORDER.indexOf(room(type))) {
                    upward.add(type.getName() + " -> " + target.getName());
                }
            }
        }
        assertThat(upward).isEmpty();
    }

    @Test
    void purePackagesShouldDoNoInputOrOutput() {
        for (String name : PURE) {
            noClasses()
                    .that()
                    .resideInAPackage("org.tickler." + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "java.net.http..",
                            "java.nio.file..",
                            "org.jdbi..",
                            "org.quartz..",
                            "org.slf4j..")
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void librariesShouldStayInTheirPackage() {
        only("org.quartz..", "app");
        only("net.fortuna.ical4j..", "calendar");
        only("org.apache.hc..", "availability");
        only("io.helidon..", "web");
        only("io.smallrye..", "config");
        only("picocli..", "cli", "desk", "inspect");
        only("com.icegreen..", "demo");
        only("io.zonky..", "app");
        only("dev.langchain4j..", "model");
        only("org.apache.james..", "trust");
        only("org.xbill..", "trust");
        only("org.eclipse.angus.mail.smtp..", "smtp");
    }

    @Test
    void whatIsAskedByHttpShouldBeBounded() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tickler.http")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.net.http.HttpClient.class)
                .check(CLASSES);
    }

    @Test
    void mailShouldLeaveByOneDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.tickler.smtp", "org.tickler.demo")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(jakarta.mail.Transport.class)
                .check(CLASSES);
    }

    @Test
    void theClockShouldComeInThroughConstructors() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.tickler",
                        "org.tickler.cli",
                        "org.tickler.desk",
                        "org.tickler.inspect",
                        "org.tickler.app",
                        "org.tickler.demo")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
        noClasses().should().callMethod(ZoneId.class, "systemDefault").check(CLASSES);
    }

    @Test
    void onlyTheEdgeShouldPrintOrExit() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.tickler",
                        "org.tickler.cli",
                        "org.tickler.desk",
                        "org.tickler.inspect",
                        "org.tickler.demo")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void namesShouldSayWhatAThingIs() {
        noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)").check(CLASSES);
    }

    private static void only(String library, String... rooms) {
        var packages = Stream.of(rooms).map(room -> "org.tickler." + room).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(library + " belongs to " + String.join(" and ", rooms))
                .check(CLASSES);
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring("org.tickler".length());
        return rest.isEmpty() ? "" : rest.substring(1);
    }

    private static DescribedPredicate<JavaClass> notGenerated() {
        return new DescribedPredicate<>("not generated from templates") {
            @Override
            public boolean test(JavaClass type) {
                return !type.getPackageName().startsWith("org.tickler.templates");
            }
        };
    }
}
