// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloadview.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QAction>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Translations final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void cleanup() { QCoreApplication::removeTranslator(&m_texts); }
    void russianPlurals_data();
    void russianPlurals();
    void englishPlurals_data();
    void englishPlurals();
    void nothingIsEnglishInRussian();
    void whatHappensIsToldInRussian();

private:
    void install(const QString &language);

    QTranslator m_texts;
};

void tst_Translations::install(const QString &language)
{
    QVERIFY(m_texts.load(u":/i18n/sonde_"_s + language));
    QVERIFY(QCoreApplication::installTranslator(&m_texts));
}

void tst_Translations::russianPlurals_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("bytes");
    QTest::newRow("0") << 0 << u"0 новых строк, перейти к последней"_s << u"0 байт"_s;
    QTest::newRow("1") << 1 << u"1 новая строка, перейти к последней"_s << u"1 байт"_s;
    QTest::newRow("2") << 2 << u"2 новые строки, перейти к последней"_s << u"2 байта"_s;
    QTest::newRow("5") << 5 << u"5 новых строк, перейти к последней"_s << u"5 байт"_s;
    QTest::newRow("11") << 11 << u"11 новых строк, перейти к последней"_s << u"11 байт"_s;
    QTest::newRow("21") << 21 << u"21 новая строка, перейти к последней"_s << u"21 байт"_s;
    QTest::newRow("112") << 112 << u"112 новых строк, перейти к последней"_s << u"112 байт"_s;
    QTest::newRow("122") << 122 << u"122 новые строки, перейти к последней"_s << u"122 байта"_s;
}

void tst_Translations::russianPlurals()
{
    QFETCH(const int, count);
    QFETCH(const QString, rows);
    QFETCH(const QString, bytes);
    install(u"ru"_s);
    QCOMPARE(QCoreApplication::translate("sonde::LogView", "%Ln new, jump to the newest", nullptr, count), rows);
    QCOMPARE(QCoreApplication::translate("sonde::Composer", "%Ln byte(s)", nullptr, count), bytes);
}

void tst_Translations::englishPlurals_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("expected");
    QTest::newRow("0") << 0 << u"0 bytes"_s;
    QTest::newRow("1") << 1 << u"1 byte"_s;
    QTest::newRow("2") << 2 << u"2 bytes"_s;
    QTest::newRow("21") << 21 << u"21 bytes"_s;
}

void tst_Translations::englishPlurals()
{
    QFETCH(const int, count);
    QFETCH(const QString, expected);
    install(u"en"_s);
    QCOMPARE(QCoreApplication::translate("sonde::Composer", "%Ln byte(s)", nullptr, count), expected);
}

void tst_Translations::nothingIsEnglishInRussian()
{
    const auto texts = [] {
        QMap<QString, QString> found;
        TestWindow sonde;
        sonde.start();
        MainWindow &window = sonde.window();
        for (const QAction *menu : window.menuBar()->actions()) {
            found.insert(u"menu "_s + QString::number(found.size()), menu->text());
            for (const QAction *action : menu->menu()->actions()) {
                if (!action->isSeparator())
                    found.insert(u"action "_s + action->objectName(), action->text());
            }
        }
        for (const QString &name : {u"connectButton"_s, u"send"_s, u"formatJson"_s, u"detailCopy"_s, u"detailSave"_s,
                                    u"reconnectNow"_s, u"reconnectStop"_s, u"dismissProblem"_s, u"chooseFile"_s})
            found.insert(name, sonde.find<QAbstractButton>(name)->text());
        for (const QString &name : {u"statusText"_s, u"footText"_s, u"composerHint"_s})
            found.insert(name, sonde.text(name));
        for (const QString &name :
             {u"log"_s, u"address"_s, u"composerKind"_s, u"connectionSettings"_s, u"newTabButton"_s})
            found.insert(u"name of "_s + name, sonde.find<QWidget>(name)->accessibleName());
        found.insert(u"placeholder of the composer"_s,
                     sonde.find<QPlainTextEdit>(u"composerText"_s)->placeholderText());
        found.insert(u"placeholder of the detail pane"_s, sonde.find<PayloadView>(u"detailText"_s)->placeholder());
        for (int i = 0; i < 2; ++i) // the third is "Hex" in both
            found.insert(u"view %1"_s.arg(i), sonde.find<QTabBar>(u"detailViews"_s)->tabText(i));
        for (const auto column : {CaptureModel::Time, CaptureModel::KindColumn, CaptureModel::Size})
            found.insert(u"column %1"_s.arg(column), sonde.log().headerData(column, Qt::Horizontal).toString());
        return found;
    };
    install(u"en"_s);
    const QMap<QString, QString> english = texts();
    QCoreApplication::removeTranslator(&m_texts);
    install(u"ru"_s);
    const QMap<QString, QString> russian = texts();
    QCOMPARE(russian.keys(), english.keys());
    QVERIFY(english.size() > 40);
    for (auto it = english.begin(); it != english.end(); ++it) {
        QVERIFY2(!it.value().isEmpty(), qPrintable(it.key()));
        QVERIFY2(russian[it.key()] != it.value(), qPrintable(it.key() + u": "_s + it.value()));
    }
}

void tst_Translations::whatHappensIsToldInRussian()
{
    RawServer server;
    server.onRequest([](RawClient &client) {
        client.accept();
        client.sendClose(1001, "restarting");
        client.onFrame([&client](const RawFrame &) { client.finish(); });
    });
    install(u"ru"_s);
    Profile profile;
    profile.address = server.url().toString();
    profile.reconnect.enabled = false;
    TestWindow sonde;
    sonde.startWith(profile);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.kinds(), (QList<Kind>{Kind::Attempt, Kind::Handshake, Kind::Close}));
    QVERIFY(!sonde.preview(0).contains(u"Connecting"));
    QVERIFY2(sonde.preview(2).startsWith(u"1001 Going Away \"restarting\", "), qPrintable(sonde.preview(2)));
    QVERIFY2(!sonde.preview(2).contains(u"closed"), qPrintable(sonde.preview(2)));

    press(Qt::Key_L, Qt::ControlModifier);
    type(u"http://example.org"_s);
    press(Qt::Key_Return);
    QVERIFY2(!sonde.text(u"statusText"_s).contains(u"web address"), qPrintable(sonde.text(u"statusText"_s)));
    QVERIFY(sonde.find<QPushButton>(u"suggestion"_s)->text().contains(u"ws://example.org"));
}

QTEST_MAIN(tst_Translations)
#include "tst_translations.moc"
