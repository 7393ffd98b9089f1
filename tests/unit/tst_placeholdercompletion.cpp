// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/placeholdercompletion.h"
#include "profile/template.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_PlaceholderCompletion final : public QObject
{
    Q_OBJECT

private slots:
    void findsTheOpenName_data();
    void findsTheOpenName();
    void firstLayerWins();
    void builtinsAreComplete();
    void longValuesAreCut();
};

void tst_PlaceholderCompletion::findsTheOpenName_data()
{
    QTest::addColumn<QString>("text"); // with | for the cursor
    QTest::addColumn<int>("start");
    const auto row = [](const QString &text, int start) { QTest::newRow(qPrintable(text)) << text << start; };
    row(u"|"_s, -1);
    row(u"{|"_s, -1);
    row(u"{{|"_s, 2);
    row(u"ws://{{ho|st}}/"_s, 7);
    row(u"ws://{{host}}|"_s, -1);
    row(u"{{host}}{{|"_s, 10);
    row(u"{{{|"_s, 3);
    row(u"{{{{|"_s, -1);
    row(u"{{{{{{na-me.x|"_s, 6);
    row(u"{{base64:{{pass|"_s, 11);
    row(u"{{file:a|"_s, -1);
    row(u"{{a b|"_s, -1);
    row(u"{{имя|"_s, 2);
}

void tst_PlaceholderCompletion::findsTheOpenName()
{
    QFETCH(QString, text);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    QTEST(int(openPlaceholder(text, cursor)), "start");
}

void tst_PlaceholderCompletion::firstLayerWins()
{
    const QList<VariableLayer> layers{{u"this tab"_s, {{u"host"_s, u"a\n b"_s}, {u"off"_s, u"1"_s, false}}},
                                      {u"environment dev"_s, {{u"host"_s, u"c"_s}, {u"HOTEL"_s, {}}, {u"a b"_s, {}}}}};
    QCOMPARE(placeholderCompletions(layers, u"ho"),
             (QList<PlaceholderCompletion>{{u"host"_s, true, u"a b · this tab"_s},
                                           {u"HOTEL"_s, true, u"environment dev"_s}}));
    QCOMPARE(placeholderCompletions(layers, u"off"), QList<PlaceholderCompletion>());
    QCOMPARE(placeholderCompletions({{u"tab"_s, {{u"uuid"_s, u"mine"_s}}}}, u"uu"),
             (QList<PlaceholderCompletion>{{u"uuid"_s, true, u"mine · tab"_s}}));
}

void tst_PlaceholderCompletion::builtinsAreComplete()
{
    QStringList texts;
    for (const PlaceholderCompletion &completion : placeholderCompletions({}, {})) {
        texts << completion.text;
        QCOMPARE(completion.isWhole, !completion.text.endsWith(u':'));
        QVERIFY(!completion.explanation.isEmpty());
        if (completion.isWhole)
            QVERIFY(Variables().expand(u"{{"_s + completion.text + u"}}"_s));
    }
    std::ranges::sort(texts);
    QCOMPARE(texts,
             QStringList(
                 {u"base64:"_s, u"counter"_s, u"env:"_s, u"file:"_s, u"now"_s, u"random:"_s, u"secret:"_s, u"uuid"_s}));
}

void tst_PlaceholderCompletion::longValuesAreCut()
{
    const auto found = placeholderCompletions({{u"t"_s, {{u"v"_s, QString(1'000'000, u'x')}}}}, u"v");
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().explanation.size() < 60);
}

QTEST_APPLESS_MAIN(tst_PlaceholderCompletion)
#include "tst_placeholdercompletion.moc"
