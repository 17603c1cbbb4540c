package org.tickler.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkHoursTest {
    private static final LocalDate THURSDAY = LocalDate.of(2025, 12, 11);
    private static final LocalDate SATURDAY = LocalDate.of(2025, 12, 13);

    @Test
    void daysOffShouldBeSkippedInBothDirections() {
        assertThat(WorkHours.USUAL.plusWorkDays(THURSDAY, 3)).isEqualTo("2025-12-16");
        assertThat(WorkHours.USUAL.plusWorkDays(LocalDate.of(2025, 12, 15), -1))
                .isEqualTo("2025-12-12");
        assertThat(WorkHours.USUAL.plusWorkDays(SATURDAY, 0)).isEqualTo(SATURDAY);
        assertThat(WorkHours.USUAL.workDayFrom(SATURDAY)).isEqualTo("2025-12-15");
        assertThat(WorkHours.USUAL.workDayFrom(THURSDAY)).isEqualTo(THURSDAY);
    }

    @Test
    void ownWorkingDaysShouldCount() {
        var weekend =
                new WorkHours(
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0),
                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

        assertThat(weekend.workDayFrom(THURSDAY)).isEqualTo(SATURDAY);
    }

    @Test
    void hoursThatMakeNoSenseShouldBeRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkHours(LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new WorkHours(
                                LocalTime.of(17, 0), LocalTime.of(9, 0), Set.of(DayOfWeek.MONDAY)));
    }
}
