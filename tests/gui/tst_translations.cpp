// SPDX-License-Identifier: GPL-3.0-or-later
#include "testwindow.h"

#include "gui/logview.h"
#include "session/details.h"
#include "support/rawserver.h"

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
    QTest::addColumn<int>("one");
    QTest::addColumn<int>("other");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("1 and 21") << 1 << 21 << true;
    QTest::newRow("2 and 4") << 2 << 4 << true;
    QTest::newRow("2 and 22") << 2 << 22 << true;
    QTest::newRow("5 and 0") << 5 << 0 << true;
    QTest::newRow("5 and 11") << 5 << 11 << true;
    QTest::newRow("5 and 12") << 5 << 12 << true;
    QTest::newRow("1 and 5") << 1 << 5 << false;
    QTest::newRow("2 and 5") << 2 << 5 << false;
}

void tst_Translations::russianPlurals()
{
    QFETCH(const int, one);
    QFETCH(const int, other);
    QFETCH(const bool, isSame);
    install(u"ru"_s);
    const auto form = [](const char *context, const char *text, int count) {
        return QCoreApplication::translate(context, text, nullptr, count).remove(QString::number(count));
    };
    for (const auto &[context, text] : {std::pair{"sonde::LogView", "%Ln new, jump to the newest"},
                                        std::pair{"sonde::Composer", "%Ln byte(s)"}}) {
        QVERIFY2(form(context, text, one) != QString::fromLatin1(text).remove(u"%Ln"_s), text);
        QCOMPARE(form(context, text, one) == form(context, text, other), isSame);
    }
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
        QMap<QString, QString> texts;
        TestWindow sonde;
        sonde.start();
        MainWindow &window = sonde.window();
        for (const QAction *menu : window.menuBar()->actions()) {
            texts.insert(u"menu "_s + QString::number(texts.size()), menu->text());
            for (const QAction *action : menu->menu()->actions()) {
                if (!action->isSeparator())
                    texts.insert(u"action "_s + action->objectName(), action->text());
            }
        }
        for (const QString &name : {u"connectButton"_s, u"send"_s, u"formatJson"_s, u"detailCopy"_s, u"detailSave"_s,
                                    u"reconnectNow"_s, u"reconnectStop"_s, u"dismissProblem"_s, u"chooseFile"_s})
            texts.insert(name, sonde.find<QAbstractButton>(name)->text());
        for (const QString &name : {u"statusText"_s, u"footText"_s, u"composerHint"_s})
            texts.insert(name, sonde.text(name));
        for (const QString &name : {u"log"_s, u"address"_s, u"composerKind"_s, u"connectionSettings"_s, u"newTabButton"_s})
            texts.insert(u"name of "_s + name, sonde.find<QWidget>(name)->accessibleName());
        for (const QString &name : {u"composerText"_s, u"detailText"_s})
            texts.insert(u"placeholder of "_s + name, sonde.find<QPlainTextEdit>(name)->placeholderText());
        for (int i = 0; i < 3; ++i)
            texts.insert(u"view %1"_s.arg(i), sonde.find<QTabBar>(u"detailViews"_s)->tabText(i));
        for (const auto column : {CaptureModel::Time, CaptureModel::KindColumn, CaptureModel::Size})
            texts.insert(u"column %1"_s.arg(column), sonde.log().headerData(column, Qt::Horizontal).toString());
        return texts;
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
