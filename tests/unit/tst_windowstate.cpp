// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/windowstate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_WindowState final : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas();
    void emptyGivesDefaults();
    void garbageGivesDefaults_data();
    void garbageGivesDefaults();
    void damagedTabsKeepTheirPlace();
    void numbersAreBroughtIntoRange_data();
    void numbersAreBroughtIntoRange();
};

namespace {

QByteArray randomBytes(QRandomGenerator &random)
{
    QByteArray bytes(random.bounded(40), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

TabState randomTab(QRandomGenerator &random)
{
    TabState tab;
    tab.profile.address = u"ws://h%1/"_s.arg(random.bounded(100));
    tab.profile.reconnect.enabled = random.bounded(2) == 1;
    tab.profileId = u"Group/Name %1"_s.arg(random.bounded(100));
    tab.savedProfile.address = u"ws://h%1/"_s.arg(random.bounded(100));
    tab.composerKind = random.bounded(2) == 1 ? u"json"_s : QString();
    tab.composerText = QString::fromLatin1(randomBytes(random)) + u"世界\n\"😀"_s;
    tab.capture = u"/tmp/a b/%1.sonde"_s.arg(random.bounded(100));
    tab.firstRecord = 1 + qint64(random.generate64() >> 2);
    tab.keepsVariables = random.bounded(2) == 1;
    tab.variables = {{u"name"_s, u"a {{b}}"_s, random.bounded(2) == 1}, {u"c"_s, {}}};
    tab.rules = {{u"$.a[*]"_s, u"name"_s, random.bounded(2) == 1}};
    return tab;
}

WindowState throughText(const WindowState &windowState)
{
    return windowStateFromJson(QJsonDocument::fromJson(QJsonDocument(toJson(windowState)).toJson()).object());
}

} // namespace

void tst_WindowState::comesBackAsItWas()
{
    QRandomGenerator random(5);
    for (int i = 0; i < 200; ++i) {
        WindowState windowState;
        for (int n = random.bounded(1, 5); n > 0; --n)
            windowState.tabs.append(randomTab(random));
        windowState.currentTab = random.bounded(int(windowState.tabs.size()));
        windowState.echoPort = quint16(random.bounded(65536));
        windowState.windowGeometry = randomBytes(random);
        windowState.closedTabs = {randomTab(random)};
        windowState.showsProfiles = random.bounded(2) == 1;
        windowState.profilePanes = randomBytes(random);
        windowState.panes = randomBytes(random);
        windowState.logPanes = randomBytes(random);
        windowState.logHeader = randomBytes(random);
        const WindowState back = throughText(windowState);
        QVERIFY(back.tabs == windowState.tabs);
        QVERIFY(back == windowState);
    }
}

void tst_WindowState::emptyGivesDefaults()
{
    QVERIFY(windowStateFromJson({}) == WindowState());
    QVERIFY(throughText({}) == WindowState());
}

void tst_WindowState::garbageGivesDefaults_data()
{
    QTest::addColumn<QJsonValue>("garbage");
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("bool") << QJsonValue(true);
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}});
    QTest::newRow("empty array") << QJsonValue(QJsonArray());
}

void tst_WindowState::garbageGivesDefaults()
{
    QFETCH(const QJsonValue, garbage);
    QJsonObject object;
    for (const QString &key : toJson(WindowState()).keys())
        object.insert(key, garbage);
    QVERIFY(windowStateFromJson(object) == WindowState());
}

void tst_WindowState::damagedTabsKeepTheirPlace()
{
    // So that currentTab still means the same tab.
    const QJsonArray tabs{1, QJsonObject{{u"composerText"_s, u"hi"_s}, {u"profile"_s, u"?"_s}}, QJsonValue::Null};
    const WindowState windowState = windowStateFromJson({{u"tabs"_s, tabs}, {u"currentTab"_s, 1}});
    QCOMPARE(windowState.tabs.size(), 3);
    QVERIFY(windowState.tabs[0] == TabState());
    QCOMPARE(windowState.tabs[1].composerText, u"hi"_s);
    QVERIFY(windowState.tabs[1].profile == Profile());
    QCOMPARE(windowState.currentTab, 1);
}

void tst_WindowState::numbersAreBroughtIntoRange_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<int>("currentTab");
    QTest::addColumn<int>("echoPort");
    QTest::addColumn<qint64>("firstRecord");
    QTest::newRow("negative") << -1.0 << 0 << 0 << qint64(1);
    QTest::newRow("0") << 0.0 << 0 << 0 << qint64(1);
    QTest::newRow("1") << 1.0 << 1 << 1 << qint64(1);
    QTest::newRow("65536") << 65536.0 << 1 << 65535 << qint64(65536);
    QTest::newRow("over an int") << 1e10 << 1 << 65535 << qint64(10'000'000'000);
    QTest::newRow("far below") << -1e300 << 0 << 0 << qint64(1);
}

void tst_WindowState::numbersAreBroughtIntoRange()
{
    QFETCH(const double, number);
    QFETCH(const int, currentTab);
    QFETCH(const int, echoPort);
    QFETCH(const qint64, firstRecord);
    const QJsonArray tabs{QJsonObject{{u"firstRecord"_s, number}}, QJsonObject()};
    const WindowState windowState =
        windowStateFromJson({{u"tabs"_s, tabs}, {u"currentTab"_s, number}, {u"echoPort"_s, number}});
    QCOMPARE(windowState.currentTab, currentTab);
    QCOMPARE(int(windowState.echoPort), echoPort);
    QCOMPARE(windowState.tabs.first().firstRecord, firstRecord);
}

QTEST_GUILESS_MAIN(tst_WindowState)
#include "tst_windowstate.moc"
