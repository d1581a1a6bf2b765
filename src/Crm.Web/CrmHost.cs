using System.Text.Json.Serialization;
using Crm.Campaigns;
using Crm.ContactMoments;
using Crm.CustomFields;
using Crm.Dashboard;
using Crm.Dashboard.Exports;
using Crm.Dashboard.Own;
using Crm.Dashboard.Subscriptions;
using Crm.Data;
using Crm.Data.Seed;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Drafts;
using Crm.Duplicates;
using Crm.Efforts;
using Crm.Engine;
using Crm.EntryProfiles;
using Crm.Erasure;
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
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Relations;
using Crm.Search;
using Crm.Shell;
using Crm.Signing;
using Crm.Studio;
using Crm.Targets;
using Crm.Tasks;
using Crm.Users;
using Crm.Views;
using Crm.Workflows;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Crm;

/// <summary>The parts list: what the server is made of, and in which order a request passes.</summary>
public static class CrmHost
{
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The name says whose static files are served, also when a test is what runs.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(CrmHost).Assembly.GetName().Name,
        });
        builder.Configuration.AddEnvironmentVariables("CRM_");
        builder.Configuration.AddCommandLine(args);
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss  "));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            // Whoever asked says that another server does not answer, in one line; each attempt would be a page.
            .AddFilter("Polly", LogLevel.None)
            // What fails in the database, or is called off when a server stops, reaches its caller as an exception; a new PostgreSQL database is asked for a history it does not have yet.
            .AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.None)
            // The keys lie in the database; who can read that has everything anyway.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var settings = builder.Configuration.Get<CrmSettings>() ?? new CrmSettings();
        builder.Services.AddSingleton(settings);
        builder.WebHost.UseUrls($"http://{settings.Listen}:{settings.Port}");
        // The assets of packages are found from a build as well as from a publish.
        builder.WebHost.UseStaticWebAssets();
        AddParts(builder.Services, settings);
        configure?.Invoke(builder);
        var app = builder.Build();
        MapParts(app);
        return app;
    }

    /// <summary>Makes or brings up to date what the server needs before it answers its first request.</summary>
    public static async Task PrepareAsync(WebApplication app)
    {
        // How each address is called takes a second to work out and needs no database: a server that died is back a second sooner.
        var addresses = Task.Run(() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        await app.Services.GetRequiredService<DatabaseSetup>().RunAsync(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<TemplateImport>().RunAsync(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<DefinitionFiles>().ImportAsync(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<DemoProcesses>().RunAsync(app.Lifetime.ApplicationStopping);
        await addresses;
    }

    static void AddParts(IServiceCollection services, CrmSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddCrmData(settings);
        services.AddAntiforgery();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = RefusalHandler.Translate);
        services.AddExceptionHandler<RefusalHandler>();
        services.AddOpenApi("v1");
        services.AddHealthChecks().AddCheck<DatabaseSetup>("database", tags: ["ready"]).AddCheck<DefinitionFiles>("workflows", tags: ["ready"]);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddDataProtection().SetApplicationName("Crm").PersistKeysToDbContext<CrmDbContext>();
        AddPeople(services);
        services.AddShell();
        services.AddSingleton<DraftDesk>();
        services.AddSingleton<FileDesk>();
        services.AddSingleton<VirusScanner>();
        services.AddSingleton<PdfPrinter>();
        services.AddSingleton<TemplateRenderer>();
        services.AddSingleton<DossierQueries>();
        services.AddSingleton<MailFiling>();
        AddMail(services);
        AddWorkflows(services);
        services.AddSingleton<ForecastDesk>();
        services.AddSingleton<ForecastQueries>();
        services.AddSingleton<ForecastBoard>();
        services.AddSingleton<ForecastBulk>();
        services.AddSingleton<ForecastExport>();
        services.AddSingleton<PipelineHistory>();
        services.AddSingleton<StatusDesk>();
        services.AddSingleton<OptionDesk>();
        services.AddSingleton<ContactFormDesk>();
        services.AddSingleton<ViewDesk>();
        services.AddSingleton<RecordSearch>();
        services.AddSingleton<ContactMomentDesk>();
        services.AddSingleton<FollowUp>();
        services.AddSingleton<EffortDesk>();
        services.AddSingleton<EffortQueries>();
        services.AddSingleton<ContactMomentQueries>();
        services.AddSingleton<DemoProcesses>();
        services.AddDashboard();
        services.AddSingleton<TargetDesk>();
        services.AddQuotes();
        services.AddSigning();
        services.AddSingleton<PortalQueries>();
        services.AddSingleton<PortalQuotes>();
        services.AddSingleton<PortalAccounts>();
        services.AddKeyedSingleton(Urls.PortalLogin, (_, _) => new CallRate(atOnce: 30, more: 1, each: TimeSpan.FromSeconds(6)));
        services.AddKvk(settings.Kvk);
        services.AddSingleton<ProjectDesk>();
        services.AddSingleton<ProjectQueries>();
        services.AddCampaigns();
        AddRelations(services);
        services.AddStudio();
    }

    static void AddPeople(IServiceCollection services)
    {
        services.AddIdentity<User, IdentityRole<Guid>>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.Password.RequiredLength = 10;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireDigit = false;
                identity.Lockout.MaxFailedAccessAttempts = 8;
            })
            .AddEntityFrameworkStores<CrmDbContext>()
            .AddClaimsPrincipalFactory<CrmClaims>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(SignInCookie.Configure);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<AuthenticationStateProvider, StillSignedIn>();
        services.AddSingleton<CompanyDesk>();
        services.AddSingleton<PeopleDesk>();
        services.AddSingleton<DepartmentDesk>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        // A person who is switched off, or whose roles changed, is out within a minute.
        services.Configure<SecurityStampValidatorOptions>(validation => validation.ValidationInterval = TimeSpan.FromMinutes(1));
    }

    static void AddRelations(IServiceCollection services)
    {
        services.AddSingleton<CustomFieldDesk>();
        services.AddSingleton<RelationDesk>();
        services.AddSingleton<RelationQueries>();
        services.AddSingleton<RelationExport>();
        services.AddSingleton<PermissionDesk>();
        services.AddSingleton<PermissionQueries>();
        services.AddSingleton<SuppressionDesk>();
        services.AddSingleton<ErasureDesk>();
        services.AddSingleton<ErasureQueries>();
        services.AddSingleton<DuplicateFinder>();
        services.AddSingleton<DuplicateCheck>();
        services.AddSingleton<DuplicateWork>();
        services.AddHostedService<DuplicateSweep>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<ImportQueries>();
        services.AddSingleton<ImportRunner>();
        services.AddSingleton<ImportUndo>();
        services.AddHostedService<ImportWorker>();
        services.AddSingleton<RelationMerge>();
        services.AddSingleton<PersonMerge>();
        services.AddSingleton<Unmerge>();
        services.AddSingleton<MergeDesk>();
        services.AddSingleton<MergeQueries>();
        services.AddSingleton<EntryDesk>();
        services.AddSingleton<EntryQueries>();
        services.AddSingleton<ProfileDesk>();
    }

    static void AddMail(IServiceCollection services)
    {
        services.AddHostedService<OtherServers>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<Mailbox>();
        services.AddSingleton<DkimSeal>();
        services.AddSingleton<IOutboxDeliverer, MailDeliverer>();
        services.AddHostedService<OutboxWorker>();
        services.AddSingleton<MailQueries>();
        services.AddSingleton<BounceDesk>();
        services.AddHostedService<BounceWorker>();
    }

    static void AddWorkflows(IServiceCollection services)
    {
        services.AddSingleton(CrmActivities.Registry);
        services.AddSingleton<IWorkflowStore, EfWorkflowStore>();
        services.AddSingleton(provider => new WorkflowOptions
        {
            LetsThrough = error => CrmDatabase.MustRunAgain(error) || (error is RefusedException && TaskDesk.IsAnswering),
            SendHttp = (request, isAwaited, cancellationToken) => WorkflowRequests.KeepAsync(provider.GetRequiredService<Outbox>(), request, isAwaited, cancellationToken),
            Records = CrmRecords.TypesOn(provider.GetRequiredService<CrmDatabase>()),
            // Nothing in a CRM does so much in one go; what goes round for ever would keep everybody from writing for minutes.
            MaxActivitiesPerBurst = 10_000,
        });
        services.AddWorkflowEndpoints();
        services.AddSingleton<WorkflowRuntime>();
        services.AddSingleton<DefinitionFiles>();
        services.AddHostedService<DueWorker>();
        services.AddSingleton<WorkflowJournal>();
        services.AddHostedService<JournalRetention>();
        services.AddSingleton<ProcessPictures>();
        services.AddSingleton<ProcessQueries>();
        services.AddSingleton<ProcessDesk>();
        services.AddSingleton<SignOff>();
        services.AddSingleton<DefinitionDesk>();
        services.AddSingleton<DefinitionCheck>();
        services.AddSingleton<DefinitionHistory>();
        services.AddSingleton<MigrationDesk>();
        services.AddSingleton<TaskSubjects>();
        services.AddSingleton<TaskDesk>();
        services.AddSingleton<TaskQueries>();
    }

    static void MapParts(WebApplication app)
    {
        app.UseRouting();
        app.UseExceptionHandler();
        app.UsePagesForStatusCodes();
        app.UseSafeHeaders();
        app.UseAuthentication();
        app.UseReaderLanguage();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapOpenApi();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        app.MapSession();
        app.MapSessionForms();
        app.MapUsers();
        app.MapShell();
        app.MapForecasts();
        app.MapForecastSettings();
        app.MapEfforts();
        app.MapContactForms();
        app.MapQuotes();
        app.MapSigning();
        app.MapPortal();
        app.MapProjects();
        app.MapMailFiling();
        app.MapDossiers();
        app.MapCampaigns();
        app.MapUnsubscribe();
        app.MapViews();
        app.MapSearch();
        app.MapCatalogue();
        app.MapVatRates();
        app.MapTemplates();
        app.MapFiles();
        app.MapTasks();
        app.MapWorkflowEndpoints();
        app.MapContactMoments();
        app.MapDashboard();
        app.MapDashboardExport();
        app.MapOwnDashboards();
        app.MapSubscriptions();
        app.MapTargets();
        app.MapCustomFields();
        app.MapRelations();
        app.MapPermissions();
        app.MapMail();
        app.MapBounces();
        app.MapSuppressions();
        app.MapErasure();
        app.MapDuplicates();
        app.MapMerges();
        app.MapImports();
        app.MapSubmissions();
        app.MapProfiles();
        app.MapKvk();
        app.MapStudioApi();
        app.MapStudio();
        if (app.Services.GetRequiredService<KvkSettings>().UsesSandbox)
            app.MapKvkSandbox();
        app.UseEndpoints(_ => { });
    }
}
