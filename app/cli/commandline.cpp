// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"

#include "cli/exitcode.h"

#include <QCommandLineParser>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

constexpr qsizetype DescriptionColumn = 28;
constexpr qsizetype LineWidth = 96;

Option helpOption()
{
    return {{u"h"_s, u"help"_s}, {}, Texts::tr("Show this help.")};
}

tl::unexpected<Error> wrong(const Command &command, const QString &what)
{
    return fail(what, Texts::tr("See sonde-cli %1 --help.").arg(command.name));
}

QString optionName(const Option &option)
{
    QStringList names;
    for (const QString &name : option.names)
        names << (name.size() == 1 ? u"-"_s : u"--"_s) + name;
    QString text = names.join(u", ");
    if (option.names.first().size() > 1)
        text.prepend(u"    "_s);
    return option.value.isEmpty() ? text : QString(text + u' ' + option.value);
}

/// The words of `text` in lines that begin at `column`, the first of them where `line` ends.
QString wrapped(QString line, const QString &text, qsizetype column)
{
    QString lines;
    if (!line.isEmpty() && line.size() >= column)
        lines = std::exchange(line, QString()) + u'\n';
    line = line.leftJustified(column);
    for (const QString &word : text.split(u' ')) {
        if (line.size() + word.size() > LineWidth) {
            lines += line.trimmed().isEmpty() ? QString() : QString(line.chopped(1) + u'\n');
            line = QString(column, u' ');
        }
        line += word + u' ';
    }
    return lines + line.chopped(1) + u'\n';
}

QString paragraphs(const QString &text)
{
    QString lines;
    for (const QString &paragraph : text.split(u'\n'))
        lines += paragraph.startsWith(u' ') ? QString(paragraph + u'\n') : wrapped({}, paragraph, 0);
    return lines;
}

} // namespace

Result<Arguments> Arguments::parse(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    const QList<Option> options = command.options + QList{helpOption()};
    for (const Option &option : options)
        parser.addOption(QCommandLineOption(option.names, option.description, option.value));
    if (!parser.parse(QStringList(command.name) + arguments))
        return wrong(command, parser.errorText());
    Arguments read;
    for (const Option &option : options) {
        const QString &name = option.names.last();
        if (parser.isSet(name))
            read.m_values.insert(name, option.value.isEmpty() ? QStringList(QString()) : parser.values(name));
    }
    const QStringList positional = parser.positionalArguments();
    const qsizetype most = command.argument.isEmpty() ? 0 : 1;
    const qsizetype least = command.argument.startsWith(u'[') ? 0 : most;
    if (read.wantsHelp())
        return read;
    if (positional.size() < least)
        return wrong(command, Texts::tr("%1 is missing.").arg(command.argument));
    if (positional.size() > most)
        return wrong(command, Texts::tr("\"%1\" is one argument too many.").arg(positional[most]));
    read.m_argument = positional.value(0);
    return read;
}

Result<std::optional<std::chrono::milliseconds>> Arguments::seconds(const QString &name) const
{
    if (!isSet(name))
        return std::nullopt;
    bool isNumber = false;
    const double seconds = value(name).toDouble(&isNumber);
    constexpr double most = 1e6; // Timers count milliseconds in 31 bits.
    if (!isNumber || !(seconds >= 0) || seconds > most)
        return fail(Texts::tr("--%1 needs a number of seconds, not \"%2\".").arg(name, value(name)),
                    Texts::tr("Write for example --%1 2.5.").arg(name));
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

Result<std::optional<qint64>> Arguments::number(const QString &name, qint64 least, qint64 most) const
{
    if (!isSet(name))
        return std::nullopt;
    bool isNumber = false;
    const qint64 number = value(name).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return fail(Texts::tr("--%1 needs a whole number from %2 to %3, not \"%4\".")
                        .arg(name, QString::number(least), QString::number(most), value(name)));
    return number;
}

Result<std::optional<qint64>> Arguments::bytes(const QString &name, qint64 least, qint64 most) const
{
    if (!isSet(name))
        return std::nullopt;
    QString digits = value(name);
    const qsizetype power = digits.isEmpty() ? -1 : u"kmg"_s.indexOf(digits.back().toLower());
    if (power >= 0)
        digits.chop(1);
    bool isNumber = false;
    const double bytes = digits.toDouble(&isNumber) * std::pow(1024.0, double(power + 1));
    if (!isNumber || !(bytes >= double(least)) || bytes > double(most))
        return fail(Texts::tr("--%1 needs a number of bytes from %2 to %3, not \"%4\".")
                        .arg(name, QString::number(least), QString::number(most), value(name)),
                    Texts::tr("It may end in k, M or G: --%1 16M.").arg(name));
    return std::llround(bytes);
}

QString helpText(const Command &command)
{
    QString text = Texts::tr("Usage: sonde-cli %1").arg(command.name + u" [OPTION...] "_s + command.argument).trimmed()
        + u"\n\n"_s + paragraphs(command.summary + u'\n' + command.description) + u'\n' + Texts::tr("Options:") + u'\n';
    for (const Option &option : command.options + QList{helpOption()})
        text += wrapped(u"  "_s + optionName(option), option.description, DescriptionColumn);
    text += u'\n' + Texts::tr("Examples:") + u'\n' + command.examples + u'\n' + Texts::tr("Exit status:") + u'\n'
        + exitCodeTable();
    return text;
}

QString helpText(const QList<Command> &commands)
{
    QString text = Texts::tr("Usage: sonde-cli COMMAND [OPTION...] [ARGUMENT]") + u"\n\n"_s
        + Texts::tr("Talks to WebSocket servers, and reads what Sonde recorded.") + u"\n\n"_s + Texts::tr("Commands:")
        + u'\n';
    for (const Command &command : commands)
        text += wrapped(u"  "_s + command.name + u' ' + command.argument, command.summary, DescriptionColumn);
    return text + u'\n'
        + paragraphs(
               Texts::tr("sonde-cli COMMAND --help tells more; sonde-cli --version tells the version. Data goes to "
                         "standard output, everything else to standard error."))
        + u'\n' + Texts::tr("Exit status:") + u'\n' + exitCodeTable();
}

} // namespace sonde::cli
