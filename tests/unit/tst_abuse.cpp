// SPDX-License-Identifier: GPL-3.0-or-later
// What is thought of what a server does about misbehaviour.
#include "lab/abusereport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

Q_DECLARE_METATYPE(sonde::Abuse)
Q_DECLARE_METATYPE(sonde::Observation)

namespace {

Observation closedWith(std::optional<quint16> code)
{
    Observation seen{.hasOpened = true};
    seen.ending = Ending{.cause = code ? Cause::ClosedByPeer : Cause::ConnectionLost};
    if (code)
        seen.ending->received = CloseFrame{*code, {}};
    return seen;
}

Observation goesOn(const QList<QByteArray> &pongs = {}, bool answers = true)
{
    return {.hasOpened = true, .pongs = pongs, .hasAnsweredProbe = answers};
}

Abuse expecting(Reaction reaction, quint16 code = 1002, bool sendsMessage = false)
{
    return {.id = u"x"_s, .reaction = reaction, .code = code, .payload = "p", .sendsMessage = sendsMessage};
}

} // namespace

class tst_Abuse : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<Abuse>("abuse");
        QTest::addColumn<Observation>("seen");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, const Abuse &abuse, const Observation &seen, Verdict verdict) {
            QTest::newRow(name) << abuse << seen << int(verdict);
        };
        const Abuse failing = expecting(Reaction::Fail);
        row("failed with the code", failing, closedWith(1002), Verdict::Met);
        row("failed with another", failing, closedWith(1007), Verdict::Bent);
        row("failed without a Close frame", failing, closedWith({}), Verdict::Bent);
        row("went on", failing, goesOn(), Verdict::Broken);
        row("hangs", failing, goesOn({}, false), Verdict::Broken);
        row("not opened", failing, {}, Verdict::NotRun);
        const Abuse pong = expecting(Reaction::Pong, 1000, true);
        row("right Pong", pong, goesOn({"p"}), Verdict::Met);
        row("wrong Pong", pong, goesOn({"q"}), Verdict::Broken);
        row("no Pong", pong, goesOn(), Verdict::Broken);
        row("closed instead of a Pong", pong, closedWith(1002), Verdict::Broken);
        row("closed for the content", pong, closedWith(1008), Verdict::Unclear);
        const Abuse goOn = expecting(Reaction::GoOn, 1000, false);
        row("goes on", goOn, goesOn(), Verdict::Met);
        row("closed for nothing", goOn, closedWith(1008), Verdict::Broken);
        row("stopped to answer", goOn, goesOn({}, false), Verdict::Broken);
        const Abuse close = expecting(Reaction::Close, 1000);
        row("closed alike", close, closedWith(1000), Verdict::Met);
        row("closed with another code", close, closedWith(1005), Verdict::Bent);
        row("not closed", close, goesOn(), Verdict::Broken);
        row("closed without a code is enough", expecting(Reaction::Close, 1005), closedWith(1000), Verdict::Met);
        Observation dead = closedWith({});
        row("noticed", expecting(Reaction::End), dead, Verdict::Met);
        row("did not notice", expecting(Reaction::End), goesOn({}, false), Verdict::Bent);
        dead.takesNewConnections = false;
        row("down", expecting(Reaction::End), dead, Verdict::Broken);
        row("down of it", expecting(Reaction::GoOnOrFail), dead, Verdict::Broken);
        row("waits", expecting(Reaction::GoOnOrFail), goesOn({}, false), Verdict::Met);
    }

    void judges()
    {
        QFETCH(const Abuse, abuse);
        QFETCH(const Observation, seen);
        QFETCH(const int, verdict);
        const Judgement judgement = judge(abuse, seen);
        QCOMPARE(int(judgement.verdict), verdict);
        if (judgement.verdict != Verdict::NotRun)
            QVERIFY(!judgement.text.isEmpty());
    }

    void theListIsWhole()
    {
        QSet<QString> ids;
        for (const Abuse &abuse : abuseList()) {
            QVERIFY2(!ids.contains(abuse.id), qPrintable(abuse.id));
            ids << abuse.id;
            QVERIFY(!abuse.what.isEmpty() && !abuse.section.isEmpty() && !abuse.script.isEmpty());
            QVERIFY(!reactionText(abuse).isEmpty());
        }
        QVERIFY(ids.size() >= 40);
    }

    void reports()
    {
        AbuseReport report{.address = u"ws://127.0.0.1:1/"_s, .started = QDateTime::fromSecsSinceEpoch(0, Qt::UTC)};
        Abuse abuse = expecting(Reaction::Fail);
        abuse.what = u"A | in a table."_s;
        report.rows << AbuseRow{abuse, {Verdict::Broken, u"It went on."_s}, std::chrono::milliseconds(5)};
        const QJsonObject json = QJsonDocument::fromJson(toJson(report)).object();
        QCOMPARE(json[u"counts"_s][u"broken"_s].toInt(), 1);
        QCOMPARE(json[u"rows"_s][0][u"verdict"_s].toString(), u"broken"_s);
        QVERIFY(toMarkdown(report).contains("A \\| in a table."));
        QCOMPARE(summaryOf(report), u"1 against the RFC"_s);
    }
};

QTEST_APPLESS_MAIN(tst_Abuse)
#include "tst_abuse.moc"
