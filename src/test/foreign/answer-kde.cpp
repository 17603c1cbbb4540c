// Answers an invitation with KCalendarCore, the calendar library of KOrganizer and Kontact.
// usage: answer-kde INVITE.ics ADDRESS accept|tentative|decline|counter|delegate    prints the answer
// build: c++ -fPIC answer-kde.cpp $(pkg-config --cflags --libs Qt5Gui) -I/usr/include/KF5/KCalendarCore -lKF5CalendarCore
#include <KCalendarCore/ICalFormat>
#include <KCalendarCore/MemoryCalendar>
#include <KCalendarCore/ScheduleMessage>
#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <QTimeZone>

using namespace KCalendarCore;

int main(int count, char **words) {
    QCoreApplication application(count, words);
    if (count != 4) {
        return 2;
    }
    QFile file(QString::fromLocal8Bit(words[1]));
    if (!file.open(QIODevice::ReadOnly)) {
        return 2;
    }
    const QString address = QString::fromLocal8Bit(words[2]);
    const QString action = QString::fromLocal8Bit(words[3]);
    MemoryCalendar::Ptr calendar(new MemoryCalendar(QTimeZone::utc()));
    ICalFormat format;
    ScheduleMessage::Ptr message = format.parseScheduleMessage(calendar, QString::fromUtf8(file.readAll()));
    if (!message || message->method() != iTIPRequest) {
        QTextStream(stderr) << "KCalendarCore sees no invitation\n";
        return 1;
    }
    Event::Ptr event(new Event(*message->event().staticCast<Event>()));
    Attendee me = event->attendeeByMail(address);
    if (me.isNull()) {
        QTextStream(stderr) << "KCalendarCore finds nobody to answer for\n";
        return 1;
    }
    if (action == QLatin1String("counter")) {
        me.setStatus(Attendee::Tentative);
        event->setDtStart(event->dtStart().addDays(1));
        event->setDtEnd(event->dtEnd().addDays(1));
        event->addComment(QStringLiteral("A day later suits me better."));
    } else if (action == QLatin1String("delegate")) {
        me.setStatus(Attendee::Delegated);
        me.setDelegate(QStringLiteral("mailto:bo@client.example"));
    } else if (action == QLatin1String("tentative")) {
        me.setStatus(Attendee::Tentative);
    } else if (action == QLatin1String("decline")) {
        me.setStatus(Attendee::Declined);
    } else {
        me.setStatus(Attendee::Accepted);
    }
    me.setRSVP(false);
    event->setAttendees({me});
    const iTIPMethod method = action == QLatin1String("counter") ? iTIPCounter : iTIPReply;
    QTextStream out(stdout);
    out.setCodec("UTF-8");
    out << format.createScheduleMessage(event, method);
    return 0;
}
