// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commandlines.h"

#include "core/clamped.h"
#include "gui/addressbar.h"
#include "gui/mainwindow.h"
#include "gui/profilepanel.h"
#include "interop/importcommand.h"
#include "interop/importsaver.h"
#include "profile/template.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype MostRemarks = 20; // that are shown

/// Whether the tab holds an address and no more, so that nothing is lost with it.
bool isFresh(const ConnectionTab &tab)
{
    Profile fresh;
    fresh.address = tab.profile().address;
    return tab.profileId().isEmpty() && tab.profile() == fresh;
}

} // namespace

CommandLines::CommandLines(Program &program, MainWindow &window)
    : QObject(&window)
    , m_program(program)
    , m_window(window)
{
}

void CommandLines::watch(Tab *tab)
{
    auto *connection = qobject_cast<ConnectionTab *>(tab);
    if (!connection)
        return;
    const AddressBar *bar = &connection->addressBar();
    connect(bar, &AddressBar::commandGiven, this,
            [this, connection](const QString &command) { take(connection, command); });
    connect(bar, &AddressBar::menuAboutToShow, this, [this](QMenu *menu) {
        menu->addSeparator();
        addTabActions(menu->addMenu(tr("C&opy as")));
    });
}

void CommandLines::take(ConnectionTab *tab, const QString &command)
{
    const Result<Imported> read = importCommandLine(command);
    if (!read) {
        tab->showProblem(read.error());
        return;
    }
    m_program.values().addSecrets(
        read->secrets, &m_window,
        [this, tab = QPointer(tab), imported = *read](const Values::AddedSecrets &added) mutable {
            renameSecrets(imported, added.names);
            show(tab, imported, added.note());
        });
}

void CommandLines::show(ConnectionTab *tab, const Imported &imported, const QString &note)
{
    const Profile &profile = imported.profiles.first().profile;
    if (tab && isFresh(*tab)) {
        tab->takeProfile(profile);
    } else {
        TabState state;
        state.profile = profile;
        tab = m_window.openTab(state);
    }
    tab->focusAddress();
    tab->showDone(tr("The connection was taken from a %1.").arg(imported.source));
    QStringList lines;
    for (const ImportRemark &remark : imported.remarks.first(std::min(imported.remarks.size(), MostRemarks)))
        lines << (remark.where.isEmpty() ? remark.text : tr("%1: %2").arg(remark.where, remark.text));
    if (imported.remarks.size() > MostRemarks)
        lines << tr("And %Ln more.", nullptr, clampedToInt(imported.remarks.size() - MostRemarks));
    if (!note.isEmpty())
        lines << note;
    if (lines.isEmpty())
        return;
    auto *box = new QMessageBox(QMessageBox::Information, tr("Taken from a %1").arg(imported.source), lines.join(u'\n'),
                                QMessageBox::Ok, &m_window);
    box->setObjectName(u"commandRemarks"_s);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void CommandLines::addTabActions(QMenu *menu)
{
    addActions(menu, u"copyTabAs-"_s, &CommandLines::copyTab);
}

void CommandLines::addProfileActions(QMenu *menu)
{
    addActions(menu, u"copyProfileAs-"_s, &CommandLines::copyProfile);
}

void CommandLines::addActions(QMenu *menu, const QString &prefix, void (CommandLines::*run)(ExportKind kind))
{
    for (const ExportKindName &entry : ExportKinds) {
        QAction *action = menu->addAction(QCoreApplication::translate("sonde::Export", entry.title));
        action->setObjectName(prefix + QString::fromLatin1(entry.key));
        connect(action, &QAction::triggered, this, [this, run, kind = entry.kind] { (this->*run)(kind); });
    }
}

void CommandLines::copyTab(ExportKind kind)
{
    if (ConnectionTab *tab = m_window.currentConnection())
        copy(kind, tab->profile(), {tr("this tab"), tab->variables().values().variables()});
}

void CommandLines::copyProfile(ExportKind kind)
{
    const QString id = m_window.profiles().currentId();
    const Workspace::Item *item = m_program.workspace().find(id);
    if (item && item->problem)
        m_window.profiles().showProblem(*item->problem);
    else if (item)
        copy(kind, item->profile, {});
    else
        m_window.profiles().showProblem({tr("\"%1\" is a group.").arg(nameOf(id)), tr("Choose a profile in it.")});
}

void CommandLines::copy(ExportKind kind, const Profile &profile, const VariableLayer &own)
{
    const ExpandFor expand = [&](const QString &text, const VariableSources::Lookup &secret,
                                 const VariableSources::Lookup &environment) -> Result<Expansion> {
        if (!mayHavePlaceholders(text))
            return Expansion{text, {}};
        return m_program.values().layers(text, own).and_then([&](const QList<VariableLayer> &layers) {
            VariableSources sources = m_program.values().sources();
            sources.secret = secret;
            sources.processEnvironment = environment;
            return Variables(layers, sources).expand(text);
        });
    };
    const Result<QString> text = exportAs(kind, profile, expand);
    Tab *tab = m_window.currentTab();
    if (!text) {
        tab->showProblem(text.error());
        return;
    }
    QApplication::clipboard()->setText(*text);
    const auto *const name = std::ranges::find(ExportKinds, kind, &ExportKindName::kind);
    tab->showDone(tr("Copied: %1").arg(QCoreApplication::translate("sonde::Export", name->title).remove(u'&')));
}

} // namespace sonde
