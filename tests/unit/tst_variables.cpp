// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mask.h"
#include "profile/template.h"
#include "profile/variables.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sonde;

class tst_Variables final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void expands_data();
    void expands();
    void refuses_data();
    void refuses();
    void tellsTheSecrets_data();
    void tellsTheSecrets();
    void errorsHoldNoSecrets();
    void filesOutsideOfTheFolder_data();
    void filesOutsideOfTheFolder();
    void explains_data();
    void explains();
    void explainsWhyNot();
    void namesTheSecretsThatItNeeds();
    void countersGoOn();
    void oneTimeForAllOfAText();
    void keepsItsBounds();
    void examplesWork();
    void makesItsOwnRandomness();
    void readsTheProcessEnvironment();
    void textWithoutBracesStaysAsItIs();
    void escapedTextStaysAsItIs();

private:
    [[nodiscard]] VariableSources sources() const;
    [[nodiscard]] Variables variables() const;

    QTemporaryDir m_folder;
    QTemporaryDir m_outside; ///< With outside.txt and the folder sub.
};

namespace {

VariableSources::Lookup lookup(const QHash<QString, QString> &values)
{
    return [values](const QString &name) -> std::optional<QString> {
        const auto found = values.constFind(name);
        return found == values.cend() ? std::nullopt : std::optional(*found);
    };
}

const QString Bullets = Mask::Bullets.toString();

} // namespace

void tst_Variables::initTestCase()
{
    QFile file(m_folder.filePath(u"body.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"ж\": \"{{host}}\"}");
    QFile outside(m_outside.filePath(u"outside.txt"_s));
    QVERIFY(outside.open(QIODevice::WriteOnly));
    outside.write("outside");
    QVERIFY(QDir(m_outside.path()).mkdir(u"sub"_s));
    QVERIFY(QFile::link(outside.fileName(), m_folder.filePath(u"link"_s)));
    QVERIFY(QFile::link(m_outside.path(), m_folder.filePath(u"links"_s)));
    QVERIFY(QFile::link(m_outside.filePath(u"sub"_s), m_folder.filePath(u"sub"_s)));
    QVERIFY(QFile::link(u"."_s, m_folder.filePath(u"inside"_s)));
}

VariableSources tst_Variables::sources() const
{
    return {[] { return Timestamp(1709251198007999us); }, [] { return quint64(7); },
            lookup({{u"HOME"_s, u"/home/{{x}}"_s}}),
            lookup({{u"token"_s, u"s3cr{{et"_s}, {u"pw-dev"_s, u"p"_s}, {u"empty"_s, u""_s}}), m_folder.path()};
}

Variables tst_Variables::variables() const
{
    return Variables({{u"Tab"_s, {{u"host"_s, u"off"_s, false}, {u"id"_s, u"1"_s}, {u"id"_s, u"2"_s}}},
                      {u"dev"_s,
                       {{u"host"_s, u"localhost"_s},
                        {u"stage"_s, u"dev"_s},
                        {u"id"_s, u"3"_s},
                        {u"uuid"_s, u"mine"_s},
                        {u"now-playing"_s, u"song"_s}}},
                      {u"Workspace"_s,
                       {{u"url"_s, u"ws://{{host}}/{{id}}"_s},
                        {u"host"_s, u"example.org"_s},
                        {u"braces"_s, u"{{{{x}}"_s},
                        {u"empty"_s, u""_s},
                        {u"a"_s, u"{{b}}"_s},
                        {u"b"_s, u"-{{c}}"_s},
                        {u"c"_s, u"{{a}}"_s},
                        {u"self"_s, u"{{self}}"_s},
                        {u"broken"_s, u"x{{"_s},
                        {u"lost"_s, u"{{nowhere}}"_s},
                        {u"auth"_s, u"Basic {{base64:me:{{secret:token}}}}"_s}}}},
                     sources());
}

void tst_Variables::expands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expanded");
    const auto row = [](const QString &text, const QString &expanded) {
        QTest::newRow(qPrintable(text)) << text << expanded;
    };
    row(u""_s, u""_s);
    row(u"ws://{{host}}:80/{{ id }}"_s, u"ws://localhost:80/1"_s);
    row(u"{{url}}{{url}}"_s, u"ws://localhost/1ws://localhost/1"_s);
    row(u"{{empty}}"_s, u""_s);
    row(u"{{{{host}} {{braces}}"_s, u"{{host}} {{x}}"_s);
    row(u"{{{host}}}"_s, u"{localhost}"_s);
    row(u"{{uuid}}"_s, u"mine"_s);
    row(u"{{now-playing}}"_s, u"song"_s);
    row(u"{{now}}"_s, u"2024-02-29T23:59:58.007Z"_s);
    row(u"{{now:unix}}"_s, u"1709251198"_s);
    row(u"{{now+1h30m:unix}}"_s, u"1709256598"_s);
    row(u"{{ now - 1d : yyyy-MM-dd }}"_s, u"2024-02-28"_s);
    row(u"{{now-1s:iso}}"_s, u"2024-02-29T23:59:57.007Z"_s);
    row(u"{{counter}}{{counter}}{{counter:x}}{{counter}}"_s, u"1213"_s);
    row(u"{{random:1..9}}"_s, u"8"_s);
    row(u"{{random:{{id}}..{{id}}}}"_s, u"1"_s);
    row(u"{{env:HOME}}"_s, u"/home/{{x}}"_s);
    row(u"{{file:body.json}}"_s, u"{\"ж\": \"{{host}}\"}"_s);
    row(u"{{file:./{{stage}}/../body.json}}"_s, {}); // no such folder
    row(u"{{base64:ж}}"_s, u"0LY="_s);
    row(u"{{base64:{{host}}:{{base64:x}}}}"_s, u"bG9jYWxob3N0OmVBPT0="_s);
    row(u"{{base64:{\"a\":{\"b\":1}}}}"_s, u"eyJhIjp7ImIiOjF9fQ=="_s);
    row(u"{{secret:token}}"_s, u"s3cr{{et"_s);
    row(u"{{secret:pw-{{stage}}}}"_s, u"p"_s);
    row(u"{{secret:empty}}"_s, u""_s);
}

void tst_Variables::expands()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expanded);
    const auto expansion = variables().expand(text);
    if (expanded.isNull()) {
        QVERIFY(!expansion);
        return;
    }
    QVERIFY2(expansion, qPrintable(expansion ? QString() : expansion.error().text()));
    QCOMPARE(expansion->text, expanded);
}

void tst_Variables::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("what");
    QTest::addColumn<qsizetype>("position");
    const auto row = [](const QString &text, const QString &what, qsizetype position) {
        QTest::newRow(qPrintable(text)) << text << what << position;
    };
    row(u"a{{x}}"_s, u"No value is set for {{x}}."_s, 1);
    row(u"{{host}}{{x}}{{ y }}{{x}}{{secret:z}}"_s, u"No value is set for {{x}}, {{y}}, {{secret:z}}."_s, 8);
    row(u"{{env:NONE}}{{host:1}}"_s, u"No value is set for {{env:NONE}}, {{host:1}}."_s, 0);
    row(u"{{id}} {{lost}}"_s, u"No value is set for {{nowhere}}."_s, 7);
    row(u"{{base64: a{{x}}}}"_s, u"No value is set for {{x}}."_s, 11);
    row(u"{{x}}{{file:{{x}}}}"_s, u"No value is set for {{x}}."_s, 0);
    row(u"{{secret:{{x}}}}"_s, u"No value is set for {{x}}."_s, 9);
    row(u" {{self}}"_s, u"The value of self leads back to itself: self → self."_s, 1);
    row(u"{{a}}"_s, u"The value of a leads back to itself: a → b → c → a."_s, 0);
    row(u" {{broken}}"_s, u"The value of broken has a mistake: The braces {{ are not closed."_s, 1);
    row(u"{{id}}{{}}"_s, u"Between {{ and }} a name is missing."_s, 8);
    row(u"{{x}} {{"_s, u"No value is set for {{x}}. The braces {{ are not closed."_s, 0);
    row(u"{{"_s, u"The braces {{ are not closed."_s, 0);
    row(u"{{base64:}}"_s, u"{{base64:}} is not written as it should be."_s, 0);
    row(u"{{random}}"_s, u"{{random}} is not written as it should be."_s, 0);
    row(u"{{now:}}"_s, u"{{now:}} is not written as it should be."_s, 0);
    row(u"{{random:9..1}}"_s, u"{{random:9..1}} has no range of whole numbers."_s, 0);
    row(u"{{now:?}}"_s, u"{{now:?}} is no time that can be written."_s, 0);
    row(u"{{now+9999999d}}"_s, u"{{now+9999999d}} is no time that can be written."_s, 0);
    row(u"{{file:none}}"_s, u"The file of {{file:none}} cannot be put in: there is none."_s, 0);
}

void tst_Variables::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, what);
    QFETCH(const qsizetype, position);
    const auto expansion = variables().expand(text);
    QVERIFY(!expansion);
    QCOMPARE(expansion.error().what, what);
    QCOMPARE(expansion.error().position, position);
}

void tst_Variables::tellsTheSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("secrets");
    QTest::newRow("none") << u"{{host}}{{base64:x}}"_s << QStringList();
    QTest::newRow("one") << u"{{secret:token}} {{secret:token}}"_s << QStringList(u"s3cr{{et"_s);
    QTest::newRow("an empty one") << u"{{secret:empty}}"_s << QStringList();
    QTest::newRow("in base64") << u"{{base64:me:{{secret:pw-dev}}}}{{base64:x}}"_s
                               << QStringList({u"p"_s, u"bWU6cA=="_s});
    QTest::newRow("in base64 twice") << u"{{base64:{{base64:{{secret:pw-dev}}}}}}"_s
                                     << QStringList({u"p"_s, u"cA=="_s, u"Y0E9PQ=="_s});
    QTest::newRow("in a value") << u"{{auth}}"_s << QStringList({u"s3cr{{et"_s, u"bWU6czNjcnt7ZXQ="_s});
    QTest::newRow("in base64, through a value")
        << u"{{base64:{{auth}}}}"_s
        << QStringList({u"s3cr{{et"_s, u"bWU6czNjcnt7ZXQ="_s, u"QmFzaWMgYldVNmN6TmpjbnQ3WlhRPQ=="_s});
}

void tst_Variables::tellsTheSecrets()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, secrets);
    const auto expansion = variables().expand(text);
    QVERIFY(expansion);
    QCOMPARE(expansion->secrets, secrets);
}

void tst_Variables::errorsHoldNoSecrets()
{
    for (const QString &function : {u"file"_s, u"random"_s, u"now"_s, u"env"_s, u"secret"_s}) {
        const auto expansion = variables().expand(u"{{%1:0{{secret:token}}}} {{auth}} {{x}}"_s.arg(function));
        if (function == u"now")
            continue;
        QVERIFY2(!expansion, qPrintable(function));
        QVERIFY2(!expansion.error().text().contains(u"s3cr"), qPrintable(expansion.error().text()));
    }
}

void tst_Variables::filesOutsideOfTheFolder_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isOutside");
    const QString above = QFileInfo(m_folder.path()).fileName();
    QTest::newRow("beside") << u"body.json"_s << false;
    QTest::newRow("out and in again") << u"../%1/body.json"_s.arg(above) << false;
    QTest::newRow("its own path") << m_folder.filePath(u"body.json"_s) << false;
    QTest::newRow("link inside") << u"inside/body.json"_s << false;
    QTest::newRow("above") << u"../outside.txt"_s << true;
    QTest::newRow("absolute") << m_outside.filePath(u"outside.txt"_s) << true;
    QTest::newRow("link to a file") << u"link"_s << true;
    QTest::newRow("link to a folder") << u"links/outside.txt"_s << true;
    QTest::newRow("up from a link") << u"sub/../outside.txt"_s << true;
    QTest::newRow("not there") << u"../../no/such/file"_s << true;
    QTest::newRow("name that begins alike") << u"../%1-2"_s.arg(above) << true;
}

void tst_Variables::filesOutsideOfTheFolder()
{
    QFETCH(const QString, path);
    QFETCH(const bool, isOutside);
    const QString text = u"{{file:%1}}"_s.arg(path);
    const auto expansion = variables().expand(text);
    QCOMPARE(!expansion, isOutside);
    if (!isOutside)
        return;
    QCOMPARE(expansion.error().what, text + u" is not allowed."_s);
    QVERIFY(expansion.error().hint.contains(u"workspace"));
    VariableSources open = sources();
    open.allowsOutsideFiles = true;
    const auto allowed = Variables({}, open).expand(text);
    if (QFileInfo::exists(QDir(m_folder.path()).filePath(path)))
        QCOMPARE(allowed.value().text, u"outside"_s);
    else
        QVERIFY(allowed.error().what.contains(u"there is none"));
}

void tst_Variables::explains_data()
{
    QTest::addColumn<QString>("inside");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("origin");
    const auto row = [](const QString &inside, const QString &value, const QString &origin) {
        QTest::newRow(qPrintable(inside)) << inside << value << origin;
    };
    row(u"host"_s, u"localhost"_s, u"dev"_s);
    row(u" id "_s, u"1"_s, u"Tab"_s);
    row(u"url"_s, u"ws://localhost/1"_s, u"Workspace"_s);
    row(u"uuid"_s, u"mine"_s, u"dev"_s);
    row(u"now-1s:unix"_s, u"1709251197"_s, u"the time"_s);
    row(u"counter"_s, u"1"_s, u"a counter"_s);
    row(u"random:1..9"_s, u"8"_s, u"random"_s);
    row(u"env:HOME"_s, u"/home/{{x}}"_s, u"the process environment"_s);
    row(u"base64:x"_s, u"eA=="_s, u"base64"_s);
    row(u"secret:token"_s, Bullets, u"a secret"_s);
    row(u"auth"_s, u"Basic "_s + Bullets, u"Workspace"_s);
    row(u"base64:{{secret:token}}"_s, Bullets, u"base64"_s);
}

void tst_Variables::explains()
{
    QFETCH(const QString, inside);
    QFETCH(const QString, value);
    QFETCH(const QString, origin);
    const auto explanation = variables().explain(inside);
    QVERIFY2(explanation, qPrintable(explanation ? QString() : explanation.error().text()));
    QCOMPARE(explanation->value, value);
    QCOMPARE(explanation->origin, origin);
}

void tst_Variables::explainsWhyNot()
{
    QCOMPARE(variables().explain(u"x"_s).error().what, u"No value is set for {{x}}."_s);
    QCOMPARE(variables().explain(u""_s).error().what, u"Between {{ and }} a name is missing."_s);
    VariableSources off = sources();
    off.processEnvironment = {};
    QCOMPARE(Variables({}, off).explain(u"env:HOME"_s).error(),
             (Error{u"{{env:HOME}} is not allowed."_s, u"Values from the process environment are switched off."_s, 0}));
}

void tst_Variables::namesTheSecretsThatItNeeds()
{
    Variables unread = variables();
    VariableSources none = sources();
    none.secret = {};
    unread.setSources(none);
    QCOMPARE(unread.neededSecrets(u"{{auth}} {{secret:pw-{{stage}}}} {{secret:new}} {{auth}} {{x}} {{counter}}"_s),
             QStringList({u"token"_s, u"pw-dev"_s, u"new"_s}));
    QCOMPARE(unread.expand(u"{{counter}}"_s)->text, u"1"_s);
}

void tst_Variables::countersGoOn()
{
    Variables counting = variables();
    QCOMPARE(counting.expand(u"{{counter}} {{counter:a}}"_s)->text, u"1 1"_s);
    QVERIFY(!counting.expand(u"{{counter}} {{x}}"_s));
    QCOMPARE(counting.explain(u"counter"_s)->value, u"2"_s);
    counting.setLayers({});
    QCOMPARE(counting.expand(u"{{counter}} {{counter:b}}"_s)->text, u"2 1"_s);
}

void tst_Variables::oneTimeForAllOfAText()
{
    VariableSources running = sources();
    running.now = [time = Timestamp()]() mutable { return time += 1s; };
    Variables timed({}, running);
    QCOMPARE(timed.expand(u"{{now:unix}} {{now:ms}}"_s)->text, u"1 1000"_s);
    QCOMPARE(timed.expand(u"{{now:unix}}"_s)->text, u"2"_s);
}

void tst_Variables::keepsItsBounds()
{
    QList<Variable> laughs{{u"v0"_s, u"ha"_s}};
    QList<Variable> sighs{{u"v0"_s, {}}};
    for (int n = 1; n < 31; ++n) {
        const QString twice = u"{{v%1}}"_s.arg(n - 1).repeated(2);
        laughs.append({u"v%1"_s.arg(n), twice + QString(10'000, u'!')});
        sighs.append({u"v%1"_s.arg(n), twice});
    }
    QCOMPARE(Variables({{{}, laughs}}).expand(u" {{v30}}"_s).error(),
             (Error{u"With its values the text is too long."_s, {}, 1}));
    QCOMPARE(Variables({{{}, sighs}}).expand(u" {{v30}}"_s).error(),
             (Error{u"The text needs too many values."_s, {}, 1}));
    constexpr qsizetype Deep = 100'000;
    const QString deep = u"{{base64:"_s.repeated(Deep) + u"x"_s + u"}}"_s.repeated(Deep);
    QCOMPARE(Variables().expand(deep).error(),
             (Error{u"Values lie too deep inside of each other."_s, {}, Variables::MaxDepth * 9}));
    QCOMPARE(Variables({{{}, sighs}}).expand(u"{{v10}}"_s)->text, QString());
}

void tst_Variables::examplesWork()
{
    Variables all = variables();
    for (const BuiltinValue &builtin : Variables::builtins()) {
        const QString &example = builtin.example;
        QVERIFY(example.startsWith(builtin.name));
        const QString text = u"{{"_s + example + u"}}"_s;
        QCOMPARE(findPlaceholders(text).size(), 1);
        QVERIFY(!findPlaceholders(text).constFirst().problem);
        const auto expansion = all.expand(text);
        QVERIFY2(expansion || expansion.error().what == u"No value is set for {{password}}.", qPrintable(example));
    }
}

void tst_Variables::makesItsOwnRandomness()
{
    Variables plain;
    const QString first = plain.expand(u"{{uuid}}"_s)->text;
    QCOMPARE(QUuid::fromString(first).version(), QUuid::Random);
    QVERIFY(plain.expand(u"{{uuid}}"_s)->text != first);
    QVERIFY(u"12"_s.contains(plain.expand(u"{{random:1..2}}"_s)->text));
}

void tst_Variables::readsTheProcessEnvironment()
{
    qputenv("SONDE_TEST_SET", "ж");
    qputenv("SONDE_TEST_EMPTY", "");
    qunsetenv("SONDE_TEST_UNSET");
    QCOMPARE(processVariable(u"SONDE_TEST_SET"_s), std::optional(u"ж"_s));
    QCOMPARE(processVariable(u"SONDE_TEST_EMPTY"_s), std::optional(u""_s));
    QCOMPARE(processVariable(u"SONDE_TEST_UNSET"_s), std::nullopt);
}

void tst_Variables::textWithoutBracesStaysAsItIs()
{
    QRandomGenerator random(4);
    const QString alphabet = u"{}ab:.\"\\\n é😀"_s;
    Variables all = variables();
    for (int n = 0; n < 20'000; ++n) {
        QString text;
        for (int size = random.bounded(30); size > 0; --size)
            text += alphabet[random.bounded(int(alphabet.size()))];
        while (text.contains(u"{{"))
            text.replace(u"{{"_s, u"{"_s);
        QCOMPARE(all.expand(text).value(), (Expansion{text, {}}));
    }
}

void tst_Variables::escapedTextStaysAsItIs()
{
    QRandomGenerator random(5);
    const QString alphabet = u"{{{}}}a:"_s;
    Variables all = variables();
    for (int n = 0; n < 20'000; ++n) {
        QString text;
        for (int size = random.bounded(30); size > 0; --size)
            text += alphabet[random.bounded(int(alphabet.size()))];
        QCOMPARE(all.expand(escaped(text)).value(), (Expansion{text, {}}));
    }
}

QTEST_APPLESS_MAIN(tst_Variables)
#include "tst_variables.moc"
