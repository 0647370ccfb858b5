using Charity.Contents.Contracts;
using Charity.Contents.Crawlers;
using Charity.Contents.Items;
using Charity.Contents.Media;
using Charity.Contents.Menus;
using Charity.Contents.Pages;
using Charity.Contents.Search;
using Charity.Contents.Types;
using Charity.Platform.Modules;
using Charity.Platform.Navigation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Contents;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        var services = module.Services;
        services.AddSingleton<PublishedPaths>();
        services.AddSingleton<SiteRoutes>();
        services.AddScoped<ContentDesk>();
        services.AddScoped<IContentLists, ContentLists>();
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<ContentRouteConstraint>(ContentRouteConstraint.Name));

        services.AddSingleton<MediaStore>();
        services.AddSingleton<MediaTable>();
        services.AddScoped<MediaDesk>();
        services.AddSingleton<IMedia, MediaUrls>();
        services.AddScoped<ISiteMenus, SiteMenus>();

        services.AddScoped<ISearchSource, ContentSearch>();
        services.AddScoped<ISitemapSource, ContentSitemap>();

        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<ContentDefinitionStep>();
        module.AddRecipeStep<ContentStep>();
        module.AddRecipeStep<MediaStep>();
        module.AddRecipeStep<MenusStep>();
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
        MediaEndpoint.Map(endpoints);
        CrawlerEndpoints.Map(endpoints);
    }
}
