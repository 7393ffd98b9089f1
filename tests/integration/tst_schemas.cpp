// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/environment.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

/// Checks files against resources/schemas with a validator that we did not write.
class tst_Schemas final : public QObject
{
    Q_OBJECT

private slots:
    void schemaIsOne();
    void acceptsWhatIsSaved();
    void agreesWithTheProgram_data();
    void agreesWithTheProgram();
};

namespace {

/// What the validator has against the file; empty where it accepts it.
QByteArray complaint(const QStringList &arguments)
{
    static const QString program = uR"(
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
for path in sys.argv[2:]:
    jsonschema.Draft202012Validator(schema).validate(json.load(open(path)))
)"_s;
    QProcess python;
    python.start(u"python3"_s,
                 QStringList{u"-c"_s, program, QStringLiteral(SONDE_SCHEMAS "/environment.schema.json")} + arguments);
    if (!python.waitForFinished())
        return python.errorString().toUtf8();
    return python.exitCode() == 0 ? QByteArray() : python.readAllStandardError();
}

} // namespace

void tst_Schemas::schemaIsOne()
{
    QCOMPARE(complaint({}), QByteArray());
}

void tst_Schemas::acceptsWhatIsSaved()
{
    const QTemporaryDir folder;
    QVERIFY(saveEnvironment(folder.path(), {u"none"_s, {}}));
    QVERIFY(saveEnvironment(folder.path(), {u"dev"_s, {{u"имя_1.a-b"_s, u"{{x}}"_s}, {u"b"_s, u""_s, false}}}));
    QCOMPARE(complaint({environmentPath(folder.path(), u"none"_s), environmentPath(folder.path(), u"dev"_s)}),
             QByteArray());
}

void tst_Schemas::agreesWithTheProgram_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("a schema's address") << QByteArray(R"({"$schema": "x", "version": 1, "values": []})") << true;
    QTest::newRow("no version") << QByteArray(R"({"values": []})") << false;
    QTest::newRow("a newer version") << QByteArray(R"({"version": 2, "values": []})") << false;
    QTest::newRow("no values") << QByteArray(R"({"version": 1})") << false;
    QTest::newRow("no name") << QByteArray(R"({"version": 1, "values": [{"value": ""}]})") << false;
    QTest::newRow("an empty name") << QByteArray(R"({"version": 1, "values": [{"name": "", "value": ""}]})") << false;
    QTest::newRow("a bad name") << QByteArray(R"({"version": 1, "values": [{"name": "a b", "value": ""}]})") << false;
    QTest::newRow("a number") << QByteArray(R"({"version": 1, "values": [{"name": "a", "value": 1}]})") << false;
    QTest::newRow("a bad switch") << QByteArray(
        R"({"version": 1, "values": [{"name": "a", "value": "", "enabled": "no"}]})")
                                  << false;
}

void tst_Schemas::agreesWithTheProgram()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isGood);
    const QTemporaryDir folder;
    QVERIFY(saveEnvironment(folder.path(), {u"dev"_s, {}}));
    QFile file(environmentPath(folder.path(), u"dev"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QCOMPARE(loadEnvironment(folder.path(), u"dev"_s).has_value(), isGood);
    QCOMPARE(complaint({file.fileName()}).isEmpty(), isGood);
}

QTEST_GUILESS_MAIN(tst_Schemas)
#include "tst_schemas.moc"
