// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/yaml.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Yaml)
};

tl::unexpected<Error> mistake(const YAML::Mark &mark, const QString &reason)
{
    if (mark.is_null())
        return fail(Texts::tr("The YAML is wrong: %1.").arg(reason));
    return fail(Texts::tr("The YAML is wrong in line %1, column %2: %3.")
                    .arg(QString::number(mark.line + 1), QString::number(mark.column + 1), reason),
                {}, mark.pos);
}

/// What a scalar without quotes stands for (YAML 1.2 section 10.3.2).
QJsonValue plainValue(const QString &text)
{
    static const QRegularExpression integer(u"^[-+]?[0-9]+$"_s);
    static const QRegularExpression prefixed(u"^0([ox])([0-9A-Fa-f]+)$"_s);
    static const QRegularExpression real(u"^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"_s);
    static const QStringList nulls{u""_s, u"~"_s, u"null"_s, u"Null"_s, u"NULL"_s};
    if (nulls.contains(text))
        return QJsonValue::Null;
    for (const bool value : {false, true}) {
        const QString word = value ? u"true"_s : u"false"_s;
        if (text == word || text == word.toUpper() || text == word.first(1).toUpper() + word.sliced(1))
            return value;
    }
    bool isNumber = false;
    if (const auto match = prefixed.match(text); match.hasMatch()) {
        const qint64 number = match.captured(2).toLongLong(&isNumber, match.captured(1) == u"x" ? 16 : 8);
        return isNumber ? QJsonValue(number) : QJsonValue(text);
    }
    if (integer.match(text).hasMatch()) {
        const qint64 number = text.toLongLong(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(text); // its digits would be lost
    }
    if (real.match(text).hasMatch())
        return text.toDouble();
    return text;
}

/// Goes on as far as the limits allow; what is wrong first is in problem().
class Converter final
{
public:
    QJsonValue convert(const YAML::Node &node, int depth)
    {
        if (!spend(node, depth))
            return {};
        if (node.IsScalar()) {
            const QString text = QString::fromStdString(node.Scalar());
            m_text += text.size();
            return node.Tag() == "?" ? plainValue(text) : QJsonValue(text);
        }
        if (node.IsSequence()) {
            QJsonArray array;
            for (const YAML::Node &item : node) {
                array.append(convert(item, depth + 1));
                if (m_problem)
                    break;
            }
            return array;
        }
        return node.IsMap() ? QJsonValue(object(node, depth)) : QJsonValue(QJsonValue::Null);
    }

    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

private:
    using Members = std::map<QString, QJsonValue>; // one by one a QJsonObject would move all its members each time

    QJsonObject object(const YAML::Node &node, int depth)
    {
        Members members;
        for (const auto &member : node) {
            if (!member.first.IsScalar()) {
                note(mistake(member.first.Mark(), Texts::tr("a key must be text")));
                break;
            }
            const QString key = QString::fromStdString(member.first.Scalar());
            const QJsonValue value = convert(member.second, depth + 1);
            if (m_problem)
                break;
            if (key == u"<<" && member.first.Tag() == "?")
                merge(members, value);
            else
                members[key] = value;
        }
        QJsonObject result;
        for (const auto &[key, value] : members)
            result.insert(key, value);
        return result;
    }

    /// What the map has already goes before what is merged into it.
    static void merge(Members &members, const QJsonValue &merged)
    {
        const QJsonArray sources = merged.isArray() ? merged.toArray() : QJsonArray{merged};
        for (const QJsonValue &source : sources) {
            const QJsonObject object = source.toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                members.emplace(it.key(), it.value());
        }
    }

    bool spend(const YAML::Node &node, int depth)
    {
        if (m_problem)
            return false;
        if (depth > MaxYamlDepth)
            note(mistake(node.Mark(), Texts::tr("it is nested over %1 levels deep").arg(MaxYamlDepth)));
        else if (++m_values > MaxYamlValues || m_text > MaxYamlText)
            note(mistake(node.Mark(), Texts::tr("it stands for over %1 values").arg(MaxYamlValues)));
        return !m_problem;
    }

    void note(const tl::unexpected<Error> &error) { m_problem = error.value(); }

    std::optional<Error> m_problem;
    int m_values = 0;
    qsizetype m_text = 0;
};

} // namespace

Result<QJsonValue> parseYaml(QByteArrayView text)
{
    try {
        const YAML::Node root = YAML::Load(std::string(text.data(), size_t(text.size())));
        Converter converter;
        QJsonValue value = converter.convert(root, 0);
        if (converter.problem())
            return tl::unexpected(*converter.problem());
        return value;
    } catch (const YAML::Exception &exception) {
        return mistake(exception.mark, QString::fromStdString(exception.msg));
    } catch (const std::exception &exception) {
        return mistake(YAML::Mark::null_mark(), QString::fromUtf8(exception.what()));
    }
}

} // namespace sonde
