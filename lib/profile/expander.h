// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/template.h"
#include "profile/variables.h"

#include <QCoreApplication>
#include <QDateTime>

#include <span>

namespace sonde {

/// One run of Variables::expand(). Goes on after a mistake, so that all are found.
class Expander final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Variables)

public:
    Expander(const QList<VariableLayer> &layers, const VariableSources &sources, QHash<QString, qint64> counters);

    [[nodiscard]] Result<Expansion> run(const QString &text);
    [[nodiscard]] const QHash<QString, qint64> &counters() const { return m_counters; }

    /// What makes the value of `name`, for a person.
    [[nodiscard]] static QString origin(const QList<VariableLayer> &layers, const Placeholder &placeholder);
    [[nodiscard]] static QList<BuiltinValue> builtins();

private:
    /// Where a text stands in the one that run() was given.
    struct Place
    {
        qsizetype start = 0;
        bool isValue = false; ///< It is a variable's value: all of it stands where its placeholder does.
        [[nodiscard]] qsizetype at(qsizetype offset) const { return isValue ? start : start + offset; }
    };
    struct Call
    {
        const Placeholder &placeholder;
        QString
            written; ///< What stands between the braces. Errors show it, never the argument, which may hold secrets.
        QString argument; ///< With values in place of its placeholders.
        Place place;
    };
    enum class Argument { None, Optional, Needed };
    struct Builtin
    {
        QStringView name;
        Argument argument = Argument::None;
        QString (Expander::*make)(const Call &) = nullptr;
        const char *origin = nullptr; ///< For tr().
        QStringView example;
    };

    [[nodiscard]] static std::span<const Builtin> table();
    [[nodiscard]] static const Builtin *builtin(QStringView name);
    [[nodiscard]] static const Variable *find(const VariableLayer &layer, const QString &name);

    QString expand(QStringView text, Place place);
    QString resolve(QStringView text, const Placeholder &placeholder, Place place);
    QString value(const Variable &variable, qsizetype position);
    QString call(const Builtin &builtin, const Call &call);

    QString uuid(const Call &call);
    QString time(const Call &call);
    QString counter(const Call &call);
    QString random(const Call &call);
    QString file(const Call &call);
    QString base64(const Call &call);
    QString secret(const Call &call);
    QString processVariable(const Call &call);

    [[nodiscard]] quint64 randomBits() const;
    QString counted(QString text);
    void checkBounds(qsizetype position);
    void noteSecret(const QString &text);
    QString unresolved(const Call &call);
    QString mistake(const Call &call, const QString &what, const QString &hint = {});
    void note(Error error);
    void countFailure(qsizetype position);
    [[nodiscard]] Error error() const;

    const QList<VariableLayer> &m_layers;
    const VariableSources &m_sources;
    QHash<QString, qint64> m_counters;
    QDateTime m_now; ///< One for all of the text.
    QStringList m_trail; ///< The variables whose values are being expanded.
    QStringList m_secrets;
    qint64 m_secretUses = 0;
    QStringList m_unresolved;
    QList<Error> m_mistakes;
    qint64 m_failures = 0;
    qsizetype m_position = -1; ///< Of the first mistake.
    qsizetype m_size = 0;
    int m_placeholders = 0;
    int m_depth = 0;
    bool m_isOver = false; ///< A bound was reached.
};

} // namespace sonde
