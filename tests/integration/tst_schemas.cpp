// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/environment.h"

#include <QFile>
#include <QFileInfo>
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
    void agreesWithTheProgramOnEnvironments();
};

namespace {

/// One line a file: "good" or what the validator has against it. One process for all, because Python starts slowly.
QStringList verdicts(const QString &schema, const QStringList &files)
{
    static const QString program = uR"(
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    errors = list(validator.iter_errors(json.load(open(path))))
    print("bad: " + errors[0].message if errors else "good")
)"_s;
    QProcess python;
    python.start(u"python3"_s, QStringList{u"-c"_s, program, QStringLiteral(SONDE_SCHEMAS "/") + schema} + files);
    if (!python.waitForFinished() || python.exitCode() != 0)
        return {python.errorString(), QString::fromUtf8(python.readAllStandardError())};
    return QString::fromUtf8(python.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

const QList<Environment> Saved{
    {u"none"_s, {}},
    {u"some"_s, {{u"имя_1.a-b"_s, u"{{x}}"_s}, {u"b"_s, u""_s, false}}},
};

const QByteArrayList Written{
    R"({"$schema": "x", "version": 1, "values": []})",
    R"({"values": []})",
    R"({"version": 2, "values": []})",
    R"({"version": "1", "values": []})",
    R"({"version": 1})",
    R"({"version": 1, "values": {}})",
    R"({"version": 1, "values": [3]})",
    R"({"version": 1, "values": [{"value": ""}]})",
    R"({"version": 1, "values": [{"name": "", "value": ""}]})",
    R"({"version": 1, "values": [{"name": "a b", "value": ""}]})",
    R"({"version": 1, "values": [{"name": "a", "value": 1}]})",
    R"({"version": 1, "values": [{"name": "a", "value": "", "enabled": "no"}]})",
    R"({"version": 1, "values": [{"name": "a", "value": "", "enabled": true}]})",
};

} // namespace

void tst_Schemas::agreesWithTheProgramOnEnvironments()
{
    const QTemporaryDir folder;
    QStringList files;
    for (const Environment &environment : Saved) {
        QVERIFY(saveEnvironment(folder.path(), environment));
        files.append(environmentPath(folder.path(), environment.name));
    }
    for (const QByteArray &bytes : Written) {
        files.append(environmentPath(folder.path(), QString::number(files.size())));
        QFile file(files.constLast());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    const QStringList found = verdicts(u"environment.schema.json"_s, files);
    QVERIFY2(found.size() == files.size(), qPrintable(found.join(u'\n')));
    for (qsizetype i = 0; i < files.size(); ++i) {
        const auto environment = loadEnvironment(folder.path(), QFileInfo(files[i]).completeBaseName());
        const QString reason = environment ? u"good"_s : environment.error().what;
        QVERIFY2((found[i] == u"good") == environment.has_value(), qPrintable(found[i] + u" but "_s + reason));
    }
}

QTEST_GUILESS_MAIN(tst_Schemas)
#include "tst_schemas.moc"
