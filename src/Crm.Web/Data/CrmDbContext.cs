using Crm.Audit;
using Crm.Campaigns;
using Crm.ContactMoments;
using Crm.CustomFields;
using Crm.Dashboard;
using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Own;
using Crm.Dashboard.Subscriptions;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Drafts;
using Crm.Duplicates;
using Crm.Efforts;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Import;
using Crm.Kvk;
using Crm.Mail;
using Crm.Mail.Bounces;
using Crm.Merging;
using Crm.Permissions;
using Crm.Portal;
using Crm.Projects;
using Crm.Quotes;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Relations;
using Crm.Search;
using Crm.Signing;
using Crm.Targets;
using Crm.Tasks;
using Crm.Users;
using Crm.Views;
using Crm.Workflows;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Crm.Data;

/// <summary>All tables. Opened through <see cref="CrmDatabase"/>.</summary>
public abstract class CrmDbContext(DbContextOptions options)
    : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<OrganisationKey> OrganisationKeys => Set<OrganisationKey>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<Relation> Relations => Set<Relation>();
    public DbSet<RelationTally> RelationTallies => Set<RelationTally>();
    public DbSet<CustomField> CustomFields => Set<CustomField>();
    public DbSet<CustomKey> CustomKeys => Set<CustomKey>();
    public DbSet<RecordWord> RecordWords => Set<RecordWord>();
    public DbSet<RegisterUse> RegisterUse => Set<RegisterUse>();
    public DbSet<RegisterCheck> RegisterChecks => Set<RegisterCheck>();
    public DbSet<DuplicatePair> DuplicatePairs => Set<DuplicatePair>();
    public DbSet<Merge> Merges => Set<Merge>();
    public DbSet<MergeTrace> MergeTraces => Set<MergeTrace>();
    public DbSet<RelationImport> Imports => Set<RelationImport>();
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();
    public DbSet<ImportProfile> ImportProfiles => Set<ImportProfile>();
    public DbSet<ConsentEntry> Consents => Set<ConsentEntry>();
    public DbSet<SuppressedAddress> SuppressedAddresses => Set<SuppressedAddress>();
    public DbSet<SuppressionSalt> SuppressionSalts => Set<SuppressionSalt>();
    public DbSet<EntryProfile> EntryProfiles => Set<EntryProfile>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<Forecast> Forecasts => Set<Forecast>();
    public DbSet<ForecastStatus> ForecastStatuses => Set<ForecastStatus>();
    public DbSet<ForecastOption> ForecastOptions => Set<ForecastOption>();
    public DbSet<ForecastState> ForecastStates => Set<ForecastState>();
    public DbSet<ForecastShare> ForecastShares => Set<ForecastShare>();
    public DbSet<ForecastTouch> ForecastTouches => Set<ForecastTouch>();
    public DbSet<FigureChange> FigureChanges => Set<FigureChange>();
    public DbSet<SalesEffort> SalesEfforts => Set<SalesEffort>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<OwnDashboard> OwnDashboards => Set<OwnDashboard>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<ContactMoment> ContactMoments => Set<ContactMoment>();
    public DbSet<ContactForm> ContactForms => Set<ContactForm>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<DossierItem> Dossier => Set<DossierItem>();
    public DbSet<CatalogueItem> Catalogue => Set<CatalogueItem>();
    public DbSet<VatRate> VatRates => Set<VatRate>();
    public DbSet<Quote> Quotes => Set<Quote>();
    public DbSet<QuoteEdit> QuoteEdits => Set<QuoteEdit>();
    public DbSet<QuoteLine> QuoteLines => Set<QuoteLine>();
    public DbSet<TemplateVersion> TemplateVersions => Set<TemplateVersion>();
    public DbSet<SigningEnvelope> Envelopes => Set<SigningEnvelope>();
    public DbSet<PortalLogin> PortalLogins => Set<PortalLogin>();
    public DbSet<PortalSession> PortalSessions => Set<PortalSession>();
    public DbSet<EnvelopeSigner> EnvelopeSigners => Set<EnvelopeSigner>();
    public DbSet<SigningLink> SigningLinks => Set<SigningLink>();
    public DbSet<SigningEvent> SigningEvents => Set<SigningEvent>();
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectLine> ProjectLines => Set<ProjectLine>();
    public DbSet<Target> Targets => Set<Target>();
    public DbSet<Campaign> Campaigns => Set<Campaign>();
    public DbSet<CampaignAction> CampaignActions => Set<CampaignAction>();
    public DbSet<CampaignSelection> CampaignSelections => Set<CampaignSelection>();
    public DbSet<CampaignMember> CampaignMembers => Set<CampaignMember>();
    public DbSet<CampaignCost> CampaignCosts => Set<CampaignCost>();
    public DbSet<UserTask> Tasks => Set<UserTask>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<MailMessage> Mails => Set<MailMessage>();
    public DbSet<BoxPosition> BoxPositions => Set<BoxPosition>();
    public DbSet<BouncingAddress> BouncingAddresses => Set<BouncingAddress>();
    public DbSet<DefinitionRow> WorkflowDefinitions => Set<DefinitionRow>();
    public DbSet<InstanceRow> WorkflowInstances => Set<InstanceRow>();
    public DbSet<InstanceValueRow> WorkflowValues => Set<InstanceValueRow>();
    public DbSet<BookmarkRow> WorkflowBookmarks => Set<BookmarkRow>();
    public DbSet<TriggerRow> WorkflowTriggers => Set<TriggerRow>();
    public DbSet<StimulusRow> WorkflowStimuli => Set<StimulusRow>();
    public DbSet<ExecutionLogRow> WorkflowLog => Set<ExecutionLogRow>();
    public DbSet<FieldChange> FieldChanges => Set<FieldChange>();
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<Company> Companies => Set<Company>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What this process wants to hear once the transaction has committed: wake the outbox, refresh a page.</summary>
    internal List<Action> ToTellAfterCommit { get; } = [];

    public void AfterCommit(Action told) => ToTellAfterCommit.Add(told);

    /// <summary>Tells open pages of records that were changed by a statement, past the change tracker.</summary>
    public void Touch(IEnumerable<Guid> ids, params Type[] types) => Touched.UnionWith(ids.Select(ChangeFeed.Topic).Concat(types.Select(type => type.Name)));

    /// <summary>What the transaction touched, for the <see cref="ChangeFeed"/>.</summary>
    internal HashSet<string> Touched { get; } = [];

    /// <summary>The next number of a series; the row stays locked until the transaction ends, so no number is given twice.</summary>
    public async Task<int> NextNumberAsync(string series, CancellationToken cancellationToken)
    {
        var given = await Database.SqlQuery<int>($"""
            INSERT INTO "NumberSeries" ("Series", "Last") VALUES ({series}, 1)
            ON CONFLICT ("Series") DO UPDATE SET "Last" = "NumberSeries"."Last" + 1
            RETURNING "Last" AS "Value"
            """).ToListAsync(cancellationToken);
        return given[0];
    }

    /// <summary>Whoever else wants to change this row waits until the transaction ends. SQLite has one writer at a time already.</summary>
    public async Task LockAsync<T>(Guid id, CancellationToken cancellationToken)
    {
        if (!Database.IsNpgsql())
            return;
        var lockRow = $"SELECT 1 FROM \"{Model.FindEntityType(typeof(T))!.GetTableName()}\" WHERE \"Id\" = {{0}} FOR UPDATE";
        await Database.ExecuteSqlRawAsync(lockRow, [id], cancellationToken);
    }

    /// <summary>The same of many rows, in one order, so that no two who do so wait for each other.</summary>
    public async Task LockAsync<T>(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (!Database.IsNpgsql())
            return;
        var lockRows = $"SELECT 1 FROM \"{Model.FindEntityType(typeof(T))!.GetTableName()}\" WHERE \"Id\" = ANY ({{0}}) ORDER BY \"Id\" FOR UPDATE";
        await Database.ExecuteSqlRawAsync(lockRows, [ids.ToArray()], cancellationToken);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Once: looking for changes compares every row that was read, and each of the lines below would do so again.
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            await CustomKey.FollowAsync(this, cancellationToken);
            await Search.RecordWords.FollowAsync(this, cancellationToken);
            foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(entry => entry.State == EntityState.Modified))
                entry.Property(nameof(IVersioned.Revision)).CurrentValue = entry.Entity.Revision + 1;
            foreach (var row in ChangeTracker.Entries().Where(row => row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
                Touched.UnionWith(ChangeFeed.TopicsOf(row));
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HaveConversion<Hundredths>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcInstant>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityRole<Guid>>().ToTable("Roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("UserRoles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("UserClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("UserLogins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("UserTokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("RoleClaims");
        builder.Entity<User>(User.Map);
        builder.Entity<Company>(Company.Map);
        builder.Entity<Organisation>(Organisation.Map);
        builder.Entity<OrganisationKey>(OrganisationKey.Map);
        builder.Entity<Person>(Person.Map);
        builder.Entity<Contact>(Contact.Map);
        builder.Entity<Relation>(Relation.Map);
        builder.Entity<RelationTally>(RelationTally.Map);
        builder.Entity<CustomField>(CustomField.Map);
        builder.Entity<CustomKey>(CustomKey.Map);
        builder.Entity<RecordWord>(RecordWord.Map);
        builder.Entity<RegisterUse>(Kvk.RegisterUse.Map);
        builder.Entity<RegisterCheck>(RegisterCheck.Map);
        builder.Entity<DuplicatePair>(DuplicatePair.Map);
        builder.Entity<Merge>(Merge.Map);
        builder.Entity<MergeTrace>(MergeTrace.Map);
        builder.Entity<RelationImport>(RelationImport.Map);
        builder.Entity<ImportRow>(ImportRow.Map);
        builder.Entity<ImportProfile>(ImportProfile.Map);
        builder.Entity<ConsentEntry>(ConsentEntry.Map);
        builder.Entity<SuppressedAddress>(SuppressedAddress.Map);
        builder.Entity<SuppressionSalt>(SuppressionSalt.Map);
        builder.Entity<EntryProfile>(EntryProfile.Map);
        builder.Entity<Submission>(Submission.Map);
        builder.Entity<ForecastStatus>(ForecastStatus.Map);
        builder.Entity<ForecastOption>(ForecastOption.Map);
        builder.Entity<Forecast>(Forecast.Map);
        builder.Entity<ForecastState>(ForecastState.Map);
        builder.Entity<ForecastShare>(ForecastShare.Map);
        builder.Entity<ForecastTouch>(ForecastTouch.Map);
        builder.Entity<FigureChange>(FigureChange.Map);
        builder.Entity<SalesEffort>(SalesEffort.Map);
        builder.Entity<SavedView>(SavedView.Map);
        builder.Entity<OwnDashboard>(OwnDashboard.Map);
        builder.Entity<Subscription>(Subscription.Map);
        builder.Entity<ContactForm>(ContactForm.Map);
        builder.Entity<ContactMoment>(ContactMoment.Map);
        builder.Entity<StoredFile>(StoredFile.Map);
        builder.Entity<DossierItem>(DossierItem.Map);
        builder.Entity<CatalogueItem>(CatalogueItem.Map);
        builder.Entity<VatRate>(VatRate.Map);
        builder.Entity<Quote>(Quote.Map);
        builder.Entity<QuoteLine>(QuoteLine.Map);
        builder.Entity<QuoteEdit>(QuoteEdit.Map);
        builder.Entity<TemplateVersion>(TemplateVersion.Map);
        builder.Entity<SigningEnvelope>(SigningEnvelope.Map);
        builder.Entity<EnvelopeSigner>(EnvelopeSigner.Map);
        builder.Entity<SigningLink>(SigningLink.Map);
        builder.Entity<PortalLogin>(PortalLogin.Map);
        builder.Entity<PortalSession>(PortalSession.Map);
        builder.Entity<QuoteSigner>(QuoteSigner.Map);
        builder.Entity<SigningEvent>(SigningEvent.Map);
        builder.Entity<Project>(Project.Map);
        builder.Entity<ProjectLine>(ProjectLine.Map);
        builder.Entity<Target>(Target.Map);
        builder.Entity<Campaign>(Campaign.Map);
        builder.Entity<CampaignAction>(CampaignAction.Map);
        builder.Entity<CampaignSelection>(CampaignSelection.Map);
        builder.Entity<CampaignMember>(CampaignMember.Map);
        builder.Entity<CampaignCost>(CampaignCost.Map);
        builder.Entity<UserTask>(UserTask.Map);
        builder.Entity<OutboxMessage>(OutboxMessage.Map);
        builder.Entity<MailMessage>(MailMessage.Map);
        builder.Entity<BoxPosition>(BoxPosition.Map);
        builder.Entity<BouncingAddress>(BouncingAddress.Map);
        builder.Entity<DefinitionRow>(DefinitionRow.Map);
        builder.Entity<InstanceRow>(InstanceRow.Map);
        builder.Entity<InstanceValueRow>(InstanceValueRow.Map);
        builder.Entity<BookmarkRow>(BookmarkRow.Map);
        builder.Entity<TriggerRow>(TriggerRow.Map);
        builder.Entity<StimulusRow>(StimulusRow.Map);
        builder.Entity<ExecutionLogRow>(ExecutionLogRow.Map);
        builder.Entity<FieldChange>(FieldChange.Map);
        builder.Entity<Draft>(Draft.Map);
        foreach (var versioned in builder.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(IVersioned))))
            versioned.FindProperty(nameof(IVersioned.Revision))!.IsConcurrencyToken = true;
    }
}

/// <summary>One file, any machine.</summary>
public sealed class SqliteCrmContext(DbContextOptions<SqliteCrmContext> options) : CrmDbContext(options);

/// <summary>Any number of servers.</summary>
public sealed class PostgresCrmContext(DbContextOptions<PostgresCrmContext> options) : CrmDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Searches ask for ranges of keys; only in byte order can the index answer those. Names in plain letters are in that order too, as they are on SQLite.
        builder.Entity<OrganisationKey>().Property(key => key.Key).UseCollation("C");
        builder.Entity<OrganisationKey>().Property(key => key.SortName).UseCollation("C");
        builder.Entity<Organisation>().Property(organisation => organisation.SearchName).UseCollation("C");
        builder.Entity<CustomKey>().Property(key => key.Text).UseCollation("C");
        builder.Entity<RecordWord>().Property(word => word.Word).UseCollation("C");
        builder.Entity<FigureChange>(FigureChange.MapTransaction);
    }
}
