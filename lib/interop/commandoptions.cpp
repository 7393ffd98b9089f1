// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/commanddraft.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

class OptionReader final
{
public:
    OptionReader(CommandDraft &draft, std::span<const CommandOption> options, const QStringList &words)
        : m_draft(draft)
        , m_options(options)
        , m_words(words)
    {
    }

    [[nodiscard]] Result<> run()
    {
        bool areOptionsOver = false;
        while (m_at < m_words.size()) {
            const QString word = m_words[m_at++];
            Result<> read;
            if (areOptionsOver || word.size() < 2 || !word.startsWith(u'-'))
                takeAddress(word);
            else if (word == u"--")
                areOptionsOver = true;
            else
                read = word.startsWith(u"--") ? readLong(word) : readShort(word);
            if (!read)
                return read;
        }
        return {};
    }

private:
    void takeAddress(const QString &word)
    {
        // It may as well be the value of an option that is not known.
        const bool isValue = m_isAfterUnknown && !word.contains(u"://");
        m_isAfterUnknown = false;
        if (!isValue && word != u"-") // websocat's standard input
            m_draft.addresses << word;
    }

    Result<> readLong(const QString &word)
    {
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.sliced(2, (equals < 0 ? word.size() : equals) - 2);
        m_draft.setOption(u"--"_s + name);
        if (const CommandOption *option = findLong(name))
            return take(*option, equals >= 0, word.sliced(equals + 1));
        leaveUnknown();
        return {};
    }

    /// By its name, or the only one that begins so.
    [[nodiscard]] const CommandOption *findLong(const QString &name) const
    {
        const auto exact = std::ranges::find_if(m_options, [&](const CommandOption &o) { return name == o.longName; });
        if (exact != m_options.end())
            return &*exact;
        const auto begins = [&](const CommandOption &o) { return QString(o.longName).startsWith(name); };
        const auto first = std::ranges::find_if(m_options, begins);
        return std::ranges::count_if(m_options, begins) == 1 ? &*first : nullptr;
    }

    /// One word may hold several: -sSk, -Hname:value.
    Result<> readShort(const QString &word)
    {
        for (qsizetype at = 1; at < word.size(); ++at) {
            const QString name = word.sliced(at, 1);
            m_draft.setOption(u'-' + name);
            const auto option =
                std::ranges::find_if(m_options, [&](const CommandOption &o) { return name == o.shortName; });
            if (option == m_options.end()) {
                leaveUnknown();
                return {};
            }
            const bool hasValue = option->value != OptionValue::None;
            QString rest = word.sliced(at + 1);
            if (hasValue && rest.startsWith(u'='))
                rest.remove(0, 1);
            const Result<> taken = take(*option, hasValue && !rest.isEmpty(), rest);
            if (!taken || hasValue)
                return taken;
        }
        return {};
    }

    Result<> take(const CommandOption &option, bool hasInside, const QString &inside)
    {
        QString value = hasInside ? inside : QString();
        if (option.value == OptionValue::Needed && !hasInside) {
            if (m_at >= m_words.size())
                return fail(Texts::tr("The command ends behind an option that needs a value."),
                            Texts::tr("Copy the whole command."));
            value = m_words[m_at++];
        }
        m_isAfterUnknown = false;
        if (option.left)
            m_draft.remark(Texts::tr(option.left));
        if (option.take)
            option.take(m_draft, value);
        return {};
    }

    void leaveUnknown()
    {
        m_draft.remark(Texts::tr("It was left out: Sonde does not know this option."));
        m_isAfterUnknown = true;
    }

    CommandDraft &m_draft;
    std::span<const CommandOption> m_options;
    const QStringList &m_words;
    qsizetype m_at = 0;
    bool m_isAfterUnknown = false;
};

} // namespace

Result<> readOptions(CommandDraft &draft, std::span<const CommandOption> options, const QStringList &words)
{
    return OptionReader(draft, options, words).run();
}

} // namespace sonde
